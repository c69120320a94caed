import { ChatError } from "@hexai/chat";
import type { CancellationToken } from "vscode-languageserver";

import type { Clock } from "../../clock/clock.ts";
import type { Place } from "../../protocol/cursor.ts";
import { placeAt } from "../../protocol/place-at.ts";
import { createRequestLedger, type RequestEnd } from "../../protocol/request-tracker.ts";
import type { ServerContext } from "../../server-context.ts";
import { rangeBefore } from "../features/range-before.ts";
import { cleanedStart, type Words } from "../postprocess/postprocess-partial.ts";
import { cleanedCompletion } from "../postprocess/postprocess.ts";
import { type Scope, scopeOf } from "../postprocess/scope.ts";
import { naturalEndOf } from "../postprocess/stop-point.ts";
import { questionOf } from "../prompt/model-prompt.ts";
import {
  type CompletionEngine,
  createCompletionEngine,
  type Inquiry,
  type Suggestion,
} from "./completion-engine.ts";
import type { Completer } from "./completion-model.ts";
import { formatEngineCounters } from "./engine-counters.ts";
import { createFailureReporter } from "./failure-reporter.ts";
import { askModel } from "./request-model.ts";
import { typedSince } from "./typed-since.ts";

/** One request of a client for completions. */
interface Wish {
  readonly place: Place;
  readonly scope: Scope;
  /** A newer request of the same kind for the same document supersedes this one. */
  readonly kind: "menu" | "ghost-text";
  readonly isByHand: boolean;
  /** Only what is known already is wanted. */
  readonly isIdle: boolean;
  readonly budgetMs: number;
  readonly token: CancellationToken;
  /** The request must not be open when the user types on, unless a model is writing what was typed. */
  readonly endsOnTyping: boolean;
}

export interface Fulfilment {
  readonly end: RequestEnd | "answered";
  readonly suggestions: readonly Suggestion[];
  /** How many models complete. */
  readonly models: number;
}

export interface CompletionService {
  readonly engine: CompletionEngine;
  /** Resolves in time, whatever happens. Never rejects. */
  fulfil(wish: Wish): Promise<Fulfilment>;
  completeAt: ServerContext["completeAt"];
}

export type ServiceParts = Omit<ServerContext, "completeAt" | "completionCounters"> & {
  readonly clock: Clock;
};

/** Joins the engine with the documents, the models and the user's settings. */
export function createCompletionService(context: ServiceParts): CompletionService {
  const { connection, documents, config, privacy, models, usage, log, stopping, clock } = context;
  const report = createFailureReporter({ connection, log, clock });
  const ledger = createRequestLedger(clock);
  const engine = createCompletionEngine({
    clock,
    settings: config,
    ask,
    onFailure: report,
    isCurrent: (place) => documents.get(place.uri)?.getText() === place.text,
  });

  async function ask(
    completer: Completer,
    { index, place, scope, signal, isEnough }: Inquiry,
  ): Promise<Words> {
    const begunAt = clock.now();
    const target = config().models.completion[index];
    const question = questionOf(place, scope, config(), target?.temperature);
    const asking = askModel(completer, question, {
      signal,
      isEnough,
      onStopped: (chat) => usage.record(chat),
    });
    usage.during(completer, asking);
    const words = await asking;
    const took = `${completer.provider}:${completer.model} took ${Math.round(clock.now() - begunAt)} ms`;
    log.info(`${formatEngineCounters(engine.counters())} | ${took} (${words.via})`);
    return words;
  }

  async function completersFor(uri: string): Promise<readonly Completer[]> {
    if (!context.completionsEnabled() || (await privacy.blockedReason(uri)) !== undefined) {
      return [];
    }
    return models.completers();
  }

  const justOpened = new Set<string>();
  documents.onDidOpen(({ document }) => justOpened.add(document.uri));
  documents.onDidChangeContent(({ document }) => {
    if (!justOpened.delete(document.uri)) {
      engine.changed(document.uri, document.getText());
      ledger.changed(document.uri);
    }
  });
  documents.onDidClose(({ document }) => {
    engine.closed(document.uri);
    ledger.closed(document.uri);
  });
  stopping.addEventListener("abort", () => {
    engine.stop();
    ledger.stop();
  });

  return {
    engine,
    async fulfil(wish) {
      const { place, scope, kind, isByHand, isIdle, budgetMs, token, endsOnTyping } = wish;
      const { uri } = place;
      const textNow = (): string => documents.get(uri)?.getText() ?? "";
      let completers: readonly Completer[] = [];
      const request = {
        uri,
        kind,
        budgetMs,
        token,
        survivesChange: () => !endsOnTyping || engine.isFollowed(uri, textNow()),
      };
      const outcome = await ledger.run(request, async (signal) => {
        try {
          completers = await completersFor(uri);
          if (isIdle) {
            return engine.known(place, completers, scope);
          }
          const isPointless = signal.aborted || typedSince(place, textNow()) === undefined;
          const options = { scope, isByHand, signal };
          return isPointless ? [] : await engine.suggest(place, completers, options);
        } catch (error) {
          report(error);
          return [];
        }
      });
      const ending = { models: completers.length };
      if (outcome.type === "answered") {
        return { ...ending, end: "answered", suggestions: outcome.value };
      }
      const isLate = outcome.type === "late";
      const suggestions = isLate ? engine.known(place, completers, scope) : [];
      return { ...ending, end: outcome.type, suggestions };
    },
    async completeAt(document, offset, signal) {
      const place = placeAt(document, document.positionAt(offset));
      const range = rangeBefore(place, 0, context.client().encoding);
      const blockedReason = await privacy.blockedReason(place.uri, { callerShows: true });
      if (blockedReason !== undefined) {
        throw new ChatError("misconfigured", blockedReason);
      }
      const [completer, ...others] = await models.completers();
      if (completer === undefined) {
        return { range, newText: "" };
      }
      const scope = scopeOf(place);
      const [known] = engine.known(place, [completer, ...others], scope);
      if (known !== undefined) {
        return { range, newText: known.text };
      }
      const isEnough = (soFar: Words): boolean =>
        naturalEndOf(cleanedStart(soFar, place), place, scope) !== undefined;
      const words = await ask(completer, { index: 0, place, scope, signal, isEnough });
      return { range, newText: cleanedCompletion(words, place, scope) };
    },
  };
}
