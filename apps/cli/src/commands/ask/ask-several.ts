import { ChatError, type ChatRequest, type OnDelta } from "@hexai/chat";
import { UserError } from "@hexai/process";

import { createAnswerWriter } from "../../output/answer-writer.ts";
import type { AnswersView } from "../../output/answers-view.ts";
import { createColumns, fitsColumns } from "../../output/create-columns.ts";
import { createHeadings } from "../../output/create-headings.ts";
import { createWriter } from "../../output/create-writer.ts";
import type { Terminal } from "../../output/terminal.ts";
import { startWaiting } from "../../output/waiting-indicator.ts";
import type { CommandContext } from "../command.ts";
import { answerJson } from "./answer-json.ts";
import type { AskOptions } from "./ask-one.ts";
import { costOfAnswer, type CountedClient, displayName, startChat } from "./counted-client.ts";
import { type AnswerCost, writeSummary } from "./summary-line.ts";

/**
 * `hexai [prompt …]` with several targets: all are asked at once. Their answers stand side by side on a terminal that is
 * wide enough, else one below the other under headings; with `json` they are one object a line. A failure
 * does not affect the others.
 *
 * @throws {UserError} After everything was written, with a line for each that failed.
 */
export async function askSeveral(
  request: ChatRequest,
  clients: readonly CountedClient[],
  context: Pick<CommandContext, "now" | "terminal">,
  options: AskOptions,
): Promise<void> {
  const { terminal } = context;
  const view = createView(
    clients.map(({ chat }) => displayName(chat)),
    terminal,
    options,
  );
  const asked = Promise.all(
    clients.map(async (client, index) => {
      const onDelta = (delta: string): Promise<void> => {
        view.write(index, delta);
        return terminal.out.drained(terminal.signal);
      };
      const outcome = await ask(request, client, context, options.stream ? onDelta : undefined);
      if (outcome.ok && !options.stream) {
        await onDelta(outcome.cost.answer.text);
      }
      view.end(index, outcome.ok || terminal.signal.aborted ? undefined : outcome.message);
      return outcome;
    }),
  );
  const outcomes = await closeAfter(asked, view);
  terminal.signal.throwIfAborted();

  const costs = outcomes.flatMap((outcome) => (outcome.ok ? [outcome] : []));
  const last = costs.at(-1);
  if (options.json) {
    const writer = createAnswerWriter(terminal.out);
    const conversation = await options.conversationId?.();
    writer.write(
      costs
        .map(({ cost }) => `${answerJson({ ...cost, costUsd: cost.costUsd, conversation })}\n`)
        .join(""),
    );
  }
  for (const { cost, usage } of costs) {
    const snapshot = await usage.snapshot();
    if (!options.quiet) {
      const figures = snapshot && (await usage.figuresOf(snapshot));
      const isLast = cost === last?.cost;
      // The budget is that of all together, and is said once.
      const shown = figures && (isLast ? figures : { ...figures, budgetNote: undefined });
      writeSummary(terminal.err, { ...cost, snapshot, figures: shown });
    }
  }
  const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.message]));
  if (failures.length > 0) {
    throw new UserError(1, failures.join("\nhexai: "));
  }
}

async function closeAfter<Result>(work: Promise<Result>, view: AnswersView): Promise<Result> {
  try {
    return await work;
  } finally {
    await view.close();
  }
}

/** How one of the requests ended. */
type Outcome =
  | {
      readonly ok: true;
      readonly cost: Omit<AnswerCost, "snapshot">;
      readonly usage: CountedClient["usage"];
    }
  | { readonly ok: false; readonly message: string };

async function ask(
  request: ChatRequest,
  client: CountedClient,
  { terminal: { signal }, now }: Pick<CommandContext, "now" | "terminal">,
  onDelta: OnDelta | undefined,
): Promise<Outcome> {
  const { chat, usage, cachedMs } = client;
  const { provider, model } = chat;
  const startedAt = now();
  try {
    const answer = await startChat(client, request, {
      signal,
      ...(onDelta ? { onDelta } : {}),
    });
    const elapsedMs = now() - startedAt;
    const costUsd = await costOfAnswer(client, answer);
    const cost = { provider, model, elapsedMs, answer, cachedMs: cachedMs(), costUsd };
    return { ok: true, usage, cost };
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
