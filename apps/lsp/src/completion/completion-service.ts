import { ChatError } from "@hexai/chat";
import type { CancellationToken } from "vscode-languageserver";

import { editBlockedReason } from "../privacy/edit-blocked-reason.ts";
import type { CompletionProfile } from "../protocol/completion-profile.ts";
import type { Cursor } from "../protocol/cursor.ts";
import { createRequestTracker, type RequestEnd } from "../protocol/request-tracker.ts";
import type { ServerContext } from "../server-context.ts";
import {
  type CompletionEngine,
  createCompletionEngine,
  type Suggestion,
} from "./engine/completion-engine.ts";
import { createFailureReporter } from "./engine/failure-reporter.ts";
import { type CompletionModel, type ModelRequest, requestModel } from "./engine/request-model.ts";
import { typedSince } from "./engine/type-through.ts";
import { type ModelOutput, postprocessPartial } from "./postprocess/postprocess-partial.ts";
import { postprocess } from "./postprocess/postprocess.ts";
import { type Scope, scopeOf, stopPoint } from "./postprocess/stop-point.ts";

/** A request of the client for completions. */
interface CompletionRequest {
  readonly cursor: Cursor;
  readonly scope: Scope;
  /** A newer request of the same kind for the same document supersedes this one. */
  readonly kind: "menu" | "ghost-text";
  /** The user asked for a completion and waits for it. */
  readonly isManual: boolean;
  /** The client asks again for the text of its last request, because the server had marked the list as incomplete. */
  readonly isRepeated?: boolean;
  /** How late the client reports a change, in milliseconds: a part of the debounce is over by then. @default 0 */
  readonly clientDelayMs?: number;
  /** The cursor in the document when `cursor` is in a text that the document would have if an item of the menu were taken. */
  readonly typedAt?: Cursor;
  readonly budgetMs: number;
  readonly token: CancellationToken;
  /** Whether the request ends when the user types on. It may go on while a running model's output begins with what was typed. */
  readonly endsOnTyping: CompletionProfile["endsOnTyping"];
}

export interface CompletionOutcome {
  /** `failed`: no model could be asked. */
  readonly end: RequestEnd | "answered" | "failed";
  readonly suggestions: readonly Suggestion[];
  /** How many models were asked. */
  readonly models: number;
}

/** Completions for the features: the menu, ghost text and the command. */
export interface CompletionService extends Pick<
  CompletionEngine,
  "counters" | "msSinceChange" | "delayMs"
> {
  /** Resolves within the budget, whatever happens. Never rejects. */
  complete(request: CompletionRequest): Promise<CompletionOutcome>;
  /**
   * Completes with the first model, because a command asks for it: completions may be turned off, and there is no time budget.
   * Resolves with an empty text when nothing belongs at the cursor.
   *
   * @throws {ChatError} (as a rejection) As the models do, and `misconfigured` when the document must stay at home.
   */
  completeNow(cursor: Cursor, signal: AbortSignal): Promise<string>;
}

/** Joins the engine with the documents, the models and the user's settings. */
export function createCompletionService(
  context: Omit<ServerContext, "completions">,
): CompletionService {
  const { connection, documents, config, privacy, models, log, stopping, clock } = context;
  const report = createFailureReporter({ connection, log, clock });
  const tracker = createRequestTracker(clock);
  const engine = createCompletionEngine({
    clock,
    config,
    request,
    onFailure: report,
    isCurrent: (cursor) => documents.get(cursor.uri)?.getText() === cursor.text,
  });

  function request(model: CompletionModel, modelRequest: ModelRequest): Promise<ModelOutput> {
    return requestModel(model, modelRequest, { ...context, counters: () => engine.counters() });
  }

  async function modelsFor(uri: string): Promise<readonly CompletionModel[]> {
    const isWanted = context.completionsEnabled();
    return isWanted && (await privacy.blockedReason(uri)) === undefined ? models.completion() : [];
  }

  /**
   * Finding out how a model completes takes several round trips, which the first completion would wait for. Nothing of a
   * document is sent for that, so every document may be the occasion.
   */
  async function prepareModels(): Promise<void> {
    if (!context.completionsEnabled()) {
      return;
    }
    try {
      const all = await models.completion();
      await Promise.all(all.map(({ native }) => native.prepare()));
    } catch (error) {
      // The failure is shown when the user has asked for a completion, and only then.
      log.debug(
        `completion: not prepared: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  const justOpened = new Set<string>();
  documents.onDidOpen(({ document }) => {
    justOpened.add(document.uri);
    void prepareModels();
  });
  documents.onDidChangeContent(({ document }) => {
    if (!justOpened.delete(document.uri)) {
      engine.documentChanged(document.uri, document.getText());
      tracker.documentChanged(document.uri);
    }
  });
  documents.onDidClose(({ document }) => {
    engine.documentClosed(document.uri);
    tracker.documentClosed(document.uri);
  });
  stopping.addEventListener("abort", () => {
    engine.stop();
    tracker.stop();
  });

  return {
    counters: () => engine.counters(),
    msSinceChange: (uri) => engine.msSinceChange(uri),
    delayMs: (uri, isManual) => engine.delayMs(uri, isManual),
    async complete({ cursor, typedAt = cursor, scope, kind, isManual, budgetMs, ...holding }) {
      const { token, endsOnTyping, isRepeated = false, clientDelayMs = 0 } = holding;
      const { uri } = cursor;
      const currentText = (): string => documents.get(uri)?.getText() ?? "";
      let asked: readonly CompletionModel[] = [];
      let hasFailed = false;
      const tracked = {
        uri,
        kind,
        budgetMs,
        token,
        isStillWanted: () =>
          endsOnTyping === "never" ||
          (endsOnTyping === "unless-matching" && engine.matchesTyping(uri, currentText())),
      };
      const outcome = await tracker.run(tracked, async (signal) => {
        try {
          asked = await modelsFor(uri);
          const isOutdated = signal.aborted || typedSince(typedAt, currentText()) === undefined;
          const options = { scope, isManual, isRepeated, clientDelayMs, signal };
          return isOutdated ? [] : await engine.suggest(cursor, asked, options);
        } catch (error) {
          report(error);
          hasFailed = true;
          return [];
        }
      });
      const end = outcome.type;
      if (end === "answered") {
        return {
          end: hasFailed ? "failed" : end,
          suggestions: outcome.value,
          models: asked.length,
        };
      }
      const suggestions = end === "late" ? engine.cached(cursor, asked, scope) : [];
      return { end, suggestions, models: asked.length };
    },
    async completeNow(cursor, signal) {
      const reason = await editBlockedReason(context, cursor.uri);
      if (reason !== undefined) {
        throw new ChatError("misconfigured", reason);
      }
      const all = await models.completion();
      const [first] = all;
      if (first === undefined) {
        return "";
      }
      const scope = scopeOf(cursor);
      const [suggestion] = engine.cached(cursor, all, scope);
      if (suggestion !== undefined) {
        return suggestion.text;
      }
      const shouldStop = (output: ModelOutput): boolean =>
        stopPoint(postprocessPartial(output, cursor), cursor, scope) !== undefined;
      const output = await request(first, { index: 0, cursor, scope, signal, shouldStop });
      return postprocess(output, cursor, scope);
    },
  };
}
