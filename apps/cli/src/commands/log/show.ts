import type { Cost } from "@hexai/prices";
import { sanitizeName, sanitizeText } from "@hexai/terminal/text";

import type { Answer, Conversation, Message } from "../../conversation/message.ts";
import { titleOf } from "../../conversation/title.ts";
import { createWriter } from "../../output/create-writer.ts";
import type { Output, Terminal } from "../../output/terminal.ts";
import { tokenFields } from "../../output/token-fields.ts";
import { conversationJson, SCHEMA } from "./list.ts";
import { type TranscriptPart, transcriptOf } from "./transcript.ts";

/** Writes a whole conversation: for a person rendered and safe for the terminal, for a program as it was said. */
export async function showConversation(
  conversation: Conversation,
  json: boolean,
  { out, signal }: Terminal,
): Promise<void> {
  if (json) {
    const { costOf } = await import("./price-entries.ts");
    out.write(showJson(conversation, await costOf(conversation)));
    return;
  }
  out.write(`${dim(out, `${titleOf(conversation)} · ${conversation.id}`)}\n`);
  const { parts, hasSeveralModels, hasSeveralBranches } = transcriptOf(conversation);
  const headingOf = ({ model }: Answer): string => {
    const branch = hasSeveralBranches ? ` (-${model.index})` : "";
    return hasSeveralModels ? `${sanitizeName(modelName(model))}${branch}` : "";
  };
  for (const part of parts) {
    if (part.type === "undo") {
      const title = part.title === undefined ? "" : `: "${part.title}"`;
      out.write(`\n${dim(out, `(taken back${title})`)}\n`);
    } else {
      await showTurn(part, headingOf, out);
    }
    await out.drained(signal);
    signal.throwIfAborted();
  }
}

function showJson(conversation: Conversation, cost: Cost): string {
  const messages = conversation.messages.map((message) => ({
    id: message.id,
    parent: message.parent ?? null,
    at: new Date(message.at).toISOString(),
    role: message.role,
    ...("content" in message ? { content: message.content } : {}),
    ...detailsOf(message),
  }));
  return `${JSON.stringify({ schema: SCHEMA, ...conversationJson(conversation, cost), messages })}\n`;
}

function detailsOf(message: Message): object {
  if (message.role === "user") {
    const images = message.images?.map(({ sha256, mediaType }) => ({
      sha256,
      media_type: mediaType,
    }));
    return { ...(images && { images }), models: message.models.map(modelName) };
  }
  if (message.role === "undo") {
    return { turn: message.turn };
  }
  if (message.role === "system") {
    return {};
  }
  const { end, model, bytes = null, tokens, isCached = false, error = null } = message;
  const { vendor = null, costUsd = null } = message;
  return {
    end,
    model: modelName(model),
    branch: model.index,
    bytes,
    tokens: tokens === undefined ? null : tokenFields(tokens),
    vendor,
    cost_usd: costUsd,
    cached: isCached,
    error,
  };
}

async function showTurn(
  { question, answers, follows }: Extract<TranscriptPart, { type: "turn" }>,
  headingOf: (answer: Answer) => string,
  out: Output,
): Promise<void> {
  if (follows !== undefined) {
    const remark = follows === "" ? "(begins anew)" : `(goes on after "${follows}")`;
    out.write(`\n${dim(out, remark)}\n`);
  }
  const text = out.isTerminal ? sanitizeText(question.content) : question.content;
  const pictures = (question.images ?? []).map(({ mediaType }) => `(${mediaType})`);
  const words = text.replace(/\n+$/u, "");
  const lines = [...pictures, ...(words === "" ? [] : words.split("\n"))];
  out.write(`\n${lines.map((line) => bold(out, `> ${line}`.trimEnd())).join("\n")}\n`);
  for (const answer of answers) {
    await showAnswer(answer, headingOf(answer), out);
  }
}

async function showAnswer(answer: Answer, heading: string, out: Output): Promise<void> {
  if (heading !== "") {
    out.write(`\n## ${heading}\n`);
  }
  if (answer.content !== "") {
    out.write("\n");
    const writer = createWriter(out, out.isTerminal && out.canErase);
    writer.write(answer.content);
    await writer.end();
  }
  const remark = answer.isWithheld === true ? WITHHELD : REMARKS[answer.end];
  if (remark !== "") {
    const why = answer.error === undefined ? "" : `: ${sanitizeName(answer.error)}`;
    out.write(
      `\n${dim(out, `(${answer.content === "" && answer.isWithheld !== true ? "no answer" : remark}${why})`)}\n`,
    );
  }
}

const WITHHELD = "the answer is not kept, because a file that may hold secrets was sent along";

const REMARKS: Readonly<Record<Answer["end"], string>> = {
  whole: "",
  aborted: "stopped",
  broken: "broke off",
  pending: "is still being written",
};

function modelName({ provider, name }: Answer["model"]): string {
  return `${provider}:${name}`;
}

function dim(out: Output, text: string): string {
  return out.isColorful ? `\u001b[2m${text}\u001b[22m` : text;
}

function bold(out: Output, text: string): string {
  return out.isColorful ? `\u001b[1m${text}\u001b[22m` : text;
}
