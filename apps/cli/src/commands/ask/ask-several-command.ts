import { ChatError, type ChatRequest, type OnDelta } from "@hexai/chat";
import { UserError } from "@hexai/process";

import { createAnswerWriter } from "../../output/answer-writer.ts";
import type { AnswersView } from "../../output/answers-view.ts";
import { createColumns, fitsColumns } from "../../output/create-columns.ts";
import { createHeadings } from "../../output/create-headings.ts";
import { createWriter } from "../../output/create-writer.ts";
import type { Terminal } from "../../output/terminal.ts";
import { startWaiting } from "../../output/waiting-indicator.ts";
import { answerJson } from "./answer-json.ts";
import type { AskOptions } from "./ask-command.ts";
import { nameOf, type Respondent, startChat } from "./respondent.ts";
import { type AnswerCost, summaryLine } from "./summary-line.ts";

/**
 * `hexai [prompt …]` with several targets: all are asked at once. Their answers stand side by side on a terminal that is
 * wide enough, else one below the other under headings; with `json` they are one object a line. What fails costs the
 * others nothing.
 *
 * @throws {UserError} After everything was written, with a line for each that failed.
 */
export async function askSeveralCommand(
  request: ChatRequest,
  respondents: readonly Respondent[],
  terminal: Terminal,
  options: AskOptions,
): Promise<void> {
  const view = createView(
    respondents.map(({ chat }) => nameOf(chat)),
    terminal,
    options,
  );
  const asked = Promise.all(
    respondents.map(async (respondent, index) => {
      const onDelta = (delta: string): Promise<void> => {
        view.write(index, delta);
        return terminal.out.room(terminal.signal);
      };
      const outcome = await ask(
        request,
        respondent,
        terminal,
        options.stream ? onDelta : undefined,
      );
      if (outcome.ok && !options.stream) {
        await onDelta(outcome.cost.answer.text);
      }
      view.end(index, outcome.ok || terminal.signal.aborted ? undefined : outcome.message);
      return outcome;
    }),
  );
  const outcomes = await closing(asked, view);
  terminal.signal.throwIfAborted();

  const costs = outcomes.flatMap((outcome) => (outcome.ok ? [outcome] : []));
  if (options.json) {
    const writer = createAnswerWriter(terminal.out);
    writer.write(costs.map(({ cost }) => `${answerJson(cost)}\n`).join(""));
  }
  for (const { cost, usage } of costs) {
    const snapshot = await usage.snapshot();
    terminal.err.write(options.quiet ? "" : `${summaryLine({ ...cost, snapshot })}\n`);
  }
  const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.message]));
  if (failures.length > 0) {
    throw new UserError(1, failures.join("\nhexai: "));
  }
}

async function closing<Result>(work: Promise<Result>, view: AnswersView): Promise<Result> {
  try {
    return await work;
  } finally {
    await view.close();
  }
}

/** What became of one question. */
type Outcome =
  | {
      readonly ok: true;
      readonly cost: Omit<AnswerCost, "snapshot">;
      readonly usage: Respondent["usage"];
    }
  | { readonly ok: false; readonly message: string };

async function ask(
  request: ChatRequest,
  respondent: Respondent,
  terminal: Terminal,
  onDelta: OnDelta | undefined,
): Promise<Outcome> {
  const { chat, usage, cachedMs } = respondent;
  const { provider, model } = chat;
  const startedAt = terminal.now();
  try {
    const { signal } = terminal;
    const answer = await startChat(respondent, request, {
      signal,
      ...(onDelta ? { onDelta } : {}),
    });
    const elapsedMs = terminal.now() - startedAt;
    return { ok: true, usage, cost: { provider, model, elapsedMs, answer, cachedMs: cachedMs() } };
  } catch (error) {
    if (error instanceof ChatError) {
      return { ok: false, message: error.message };
    }
    throw error;
  }
}

function createView(
  names: readonly string[],
  { out, err }: Terminal,
  { json, markdown, quiet }: AskOptions,
): AnswersView {
  if (!json && fitsColumns(out, names.length)) {
    return createColumns(out, names, (column) => createWriter(column, markdown));
  }
  const view = json ? NO_VIEW : createHeadings(out, names, () => createWriter(out, markdown));
  const waiting = quiet ? undefined : startWaiting(err, names);
  return {
    ...view,
    write(index, delta) {
      if (!json) {
        waiting?.stop();
      }
      view.write(index, delta);
    },
    async close() {
      waiting?.stop();
      await view.close();
    },
  };
}

const NO_VIEW: AnswersView = {
  write: () => undefined,
  end: () => undefined,
  close: () => Promise.resolve(),
};
