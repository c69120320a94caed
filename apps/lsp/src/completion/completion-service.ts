import { ChatError } from "@hexai/chat";
import type { CancellationToken } from "vscode-languageserver";

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
  /** Answer from the cache, without asking a model. */
  readonly cachedOnly: boolean;
  readonly budgetMs: number;
  readonly token: CancellationToken;
  /** End the request when the user types on, unless the output of a running model begins with what was typed. */
  readonly endsOnTyping: boolean;
}

export interface CompletionOutcome {
  readonly end: RequestEnd | "answered";
  readonly suggestions: readonly Suggestion[];
  /** How many models were asked. */
  readonly models: number;
}

/** Completions for the features: the menu, ghost text and the command. */
export interface CompletionService extends Pick<CompletionEngine, "counters" | "msSinceChange"> {
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
      // The user is told when they want a completion, and only then.
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
    async complete({ cursor, scope, kind, isManual, cachedOnly, budgetMs, token, endsOnTyping }) {
      const { uri } = cursor;
      const currentText = (): string => documents.get(uri)?.getText() ?? "";
      let asked: readonly CompletionModel[] = [];
      const tracked = {
        uri,
        kind,
        budgetMs,
        token,
        isStillWanted: () => !endsOnTyping || engine.matchesTyping(uri, currentText()),
      };
      const outcome = await tracker.run(tracked, async (signal) => {
        try {
          asked = await modelsFor(uri);
          if (cachedOnly) {
            return engine.cached(cursor, asked, scope);
          }
          const isOutdated = signal.aborted || typedSince(cursor, currentText()) === undefined;
          const options = { scope, isManual, signal };
          return isOutdated ? [] : await engine.suggest(cursor, asked, options);
        } catch (error) {
          report(error);
          return [];
        }
      });
      const end = outcome.type;
      if (end === "answered") {
        return { end, suggestions: outcome.value, models: asked.length };
      }
      const suggestions = end === "late" ? engine.cached(cursor, asked, scope) : [];
      return { end, suggestions, models: asked.length };
    },
    async completeNow(cursor, signal) {
      const reason = await privacy.blockedReason(cursor.uri, { callerShows: true });
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
