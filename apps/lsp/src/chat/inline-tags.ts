import { cleanAnswer, fillTemplate } from "@hexai/actions";
import type { ChatMessage } from "@hexai/chat";
import type { CompletionPrompts } from "@hexai/config";

import { contextWindow } from "../completion/prompt/context-window.ts";
import { editBlockedReason } from "../privacy/edit-blocked-reason.ts";
import { runReportingProblems } from "../protocol/messages.ts";
import type { DocumentChange, Span } from "../protocol/text-change.ts";
import { fileName } from "../protocol/uris.ts";
import type { ServerContext } from "../server-context.ts";
import { askInDocument } from "./ask-in-document.ts";
import { tagAnchor } from "./edit-anchor.ts";
import { createStreamedEdit } from "./streamed-edit.ts";
import { typedTag, type TypedTag } from "./typed-tag.ts";

/** Carries out `>!text>` as soon as the user has closed it: the result replaces the tag. */
export function registerInlineTags(context: ServerContext): void {
  const { onChange, config, alreadyEdited, isUndone } = context;
  onChange((change) => {
    const isOurs = alreadyEdited(change.uri, change.versionBefore) || isUndone(change);
    const tag = isOurs ? undefined : typedTag(change, config().inline);
    if (tag !== undefined) {
      void runReportingProblems(context, "tag", () => resolveTag(context, change, tag));
    }
  });
}

/** @returns What to tell the user, if anything. The tag is still there then. */
async function resolveTag(
  context: ServerContext,
  change: DocumentChange,
  tag: TypedTag,
): Promise<string | undefined> {
  const { uri, after } = change;
  const { replaced } = tag;
  const { encoding } = context.client();
  const options = { ...context, uri, encoding, label: "Instruction" };
  const edit = createStreamedEdit(tagAnchor(replaced), options);
  try {
    const blockedReason = await editBlockedReason(context, uri);
    if (blockedReason !== undefined) {
      return blockedReason;
    }
    const messages = messagesFor(context, change, tag);
    const asked = { title: "writing", messages, signal: edit.removed };
    const answer = await askInDocument(context, asked);
    const result = await edit.write(resultFor(answer, after, replaced), true);
    return result.type === "written" ? undefined : result.message;
  } catch (error) {
    return edit.removedMessage() ?? Promise.reject(error);
  } finally {
    edit.dispose();
  }
}

/** Below its first line, a result is indented like the line that it begins on. */
function resultFor(answer: string, text: string, { start, end }: Span): string {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const indent = before.trim() === "" ? before : "";
  const result = cleanAnswer(answer, indent + text.slice(start, end)).slice(indent.length);
  return text.includes("\r\n") ? result.replaceAll(/\r?\n/g, "\r\n") : result;
}

function messagesFor(
  { config, documents }: ServerContext,
  { uri, after }: DocumentChange,
  { replaced, instruction }: TypedTag,
): readonly ChatMessage[] {
  const { general, prompts } = config();
  const text = after.slice(0, replaced.start) + after.slice(replaced.end);
  const line = after.slice(0, replaced.start).split("\n").length - 1;
  const languageId = documents.get(uri)?.languageId ?? "";
  const shown = contextWindow({ uri, languageId, text, offset: replaced.start, line }, general);
  return tagMessages(
    { ...shown, instruction, language: languageId, file: fileName(uri) },
    prompts.completion,
  );
}

const SYSTEM = `You write what an instruction inside of a text asks for, and nothing else: no explanation, no Markdown fence, nothing of
the text around it. What you write stands where the text says <CURSOR>. Keep to the style and the indentation that are there.`;

const USER = `File: {{file}} ({{language}})

{{prefix}}<CURSOR>{{suffix}}

Instruction: {{instruction}}`;

export interface TagInput {
  readonly instruction: string;
  readonly language: string;
  /** The file's name. */
  readonly file: string;
  /** The text before the result. */
  readonly prefix: string;
  readonly suffix: string;
}

/** The messages for a tag, from the user's own templates if there are any. An empty system template leaves the system message out. */
export function tagMessages(
  input: TagInput,
  { inline_system: system = SYSTEM, inline_user: user = USER }: CompletionPrompts,
): readonly ChatMessage[] {
  const values = new Map(Object.entries(input));
  const messages: readonly ChatMessage[] = [
    { role: "system", content: fillTemplate(system, values) },
    { role: "user", content: fillTemplate(user, values) },
  ];
  return messages.filter(({ content }) => content !== "");
}
