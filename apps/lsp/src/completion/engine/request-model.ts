import {
  type ChatClient,
  ChatError,
  type CompletionClient,
  sentBytesOf,
  utf8BytesOf,
  withoutReasoning,
} from "@hexai/chat";

import type { Cursor } from "../../protocol/cursor.ts";
import type { ServerContext } from "../../server-context.ts";
import type { ModelOutput, OutputSource } from "../postprocess/postprocess-partial.ts";
import type { Scope } from "../postprocess/stop-point.ts";
import { modelPrompt } from "../prompt/model-prompt.ts";
import { type EngineCounters, formatEngineCounters } from "./engine-counters.ts";

/** One model that completes: natively if it can, else in a Chat. Both clients report their usage. */
export interface CompletionModel {
  readonly provider: string;
  readonly model: string;
  readonly native: CompletionClient;
  readonly chat: ChatClient;
}

/** Models that have begun an answer inside their reasoning, which only the closing mark shows. */
const beginningInside = new WeakSet<CompletionModel>();

/** A request for a completion to one model. */
export interface ModelRequest {
  /** The index of the model among the configured ones, from 0. */
  readonly index: number;
  readonly cursor: Cursor;
  readonly scope: Scope;
  /** Aborting closes the connection and rejects with a `ChatError` whose code is `aborted`. */
  readonly signal: AbortSignal;
  /** Called with the whole output so far whenever more has come. The model is stopped when it returns true. */
  readonly shouldStop: (output: ModelOutput) => boolean;
}

export interface ModelRequestContext extends Pick<
  ServerContext,
  "clock" | "config" | "log" | "usage"
> {
  readonly counters: () => EngineCounters;
}

/**
 * Asks natively if the model can complete so, in a Chat otherwise. Resolves with the whole output, or with what there was of it
 * when the model was stopped.
 *
 * @throws {ChatError} (as a rejection) As the clients do.
 */
export async function requestModel(
  model: CompletionModel,
  { index, cursor, scope, signal, shouldStop }: ModelRequest,
  { clock, config, log, usage, counters }: ModelRequestContext,
): Promise<ModelOutput> {
  const { provider, model: name } = model;
  const { temperature: ownTemperature } = config().models.completion[index] ?? {};
  const prompt = modelPrompt(cursor, scope, config(), ownTemperature);
  const stopping = new AbortController();
  let text = "";

  /** What has come behind the reasoning; undefined while that goes on, as far as earlier answers of the model tell. */
  function answerSoFar(source: OutputSource): string | undefined {
    const answer = source === "chat" ? withoutReasoning(text) : text;
    if (answer !== text) {
      beginningInside.add(model);
      return answer;
    }
    return source === "chat" && beginningInside.has(model) ? undefined : answer;
  }

  function optionsFor(source: OutputSource) {
    return {
      signal: AbortSignal.any([signal, stopping.signal]),
      onDelta(delta: string) {
        text += delta;
        const answer = answerSoFar(source);
        if (answer === undefined || stopping.signal.aborted) {
          return;
        }
        if (shouldStop({ text: answer, source, isComplete: false })) {
          stopping.abort();
        }
      },
    };
  }

  /** Takes an answer that was stopped early for an answer, which counts in the statistics like any other. */
  async function outputOf(
    source: OutputSource,
    sentBytes: () => number,
    call: () => Promise<{ readonly text: string } | undefined>,
  ): Promise<ModelOutput | undefined> {
    try {
      const answer = await call();
      if (source === "chat" && withoutReasoning(text) === text) {
        beginningInside.delete(model); // it thinks no more, or says so elsewhere
      }
      return answer && { text: answer.text, source, isComplete: true };
    } catch (error) {
      const isAborted = error instanceof ChatError && error.code === "aborted";
      if (!isAborted || signal.aborted || !stopping.signal.aborted) {
        throw error;
      }
      const answer = answerSoFar(source) ?? "";
      const recvBytes = utf8BytesOf(answer);
      usage.record({ provider, model: name, sentBytes: sentBytes(), recvBytes });
      return { text: answer, source, isComplete: true };
    }
  }

  async function ask(): Promise<ModelOutput> {
    const { prefix, suffix, languageId, maxTokens, temperature, stop } = prompt;
    const native = await outputOf(
      "native",
      () => utf8BytesOf(prefix) + utf8BytesOf(suffix),
      () =>
        model.native.complete(
          { prefix, suffix, languageId, maxTokens, temperature, stop },
          optionsFor("native"),
        ),
    );
    if (native !== undefined) {
      return native;
    }
    const messages = prompt.messages();
    const askInChat = (): Promise<{ readonly text: string }> =>
      model.chat.chat({ messages, maxTokens, temperature }, optionsFor("chat"));
    const chatted = await outputOf(
      "chat",
      () => sentBytesOf(messages),
      async () => {
        try {
          return await askInChat();
        } catch (error) {
          if (isLostConnection(error)) {
            text = ""; // it was not shown yet, so the answer may begin again
            return await askInChat();
          }
          if (hintsAtChange(error)) {
            model.native.expectChange();
          }
          throw error;
        }
      },
    );
    return chatted ?? { text: "", source: "chat", isComplete: true };
  }

  const startedAt = clock.now();
  const asking = ask();
  usage.during(model, asking);
  const output = await asking;
  const took = `${provider}:${name} took ${Math.round(clock.now() - startedAt)} ms`;
  log.info(`${formatEngineCounters(counters())} | ${took} (${output.source})`);
  return output;
}

/** Whether the connection was lost in the middle of the answer: only the network gives a cause. */
function isLostConnection(error: unknown): boolean {
  return error instanceof ChatError && error.code === "incomplete" && error.cause !== undefined;
}

/** Whether another server may be at the address by now, or another model in it. */
function hintsAtChange(error: unknown): boolean {
  const isRefused =
    error instanceof ChatError && [400, 404, 405, 501].some((status) => status === error.status);
  return isRefused || (error instanceof ChatError && error.code === "unreachable");
}
