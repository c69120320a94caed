import {
  type ChatOptions,
  ChatError,
  type Completion,
  type CompletionClient,
  type CompletionRequest,
  utf8BytesOf,
} from "@hexai/chat";

import { deliverDelta } from "../chat/deliver-delta.ts";
import { errorFor } from "../errors/error-for.ts";
import type { LlmSettings } from "../target/llm-settings.ts";
import { type ResolvedTarget, resolveTarget } from "../target/resolve-target.ts";
import type { TargetChoice } from "../target/target-choice.ts";
import { chargeFor } from "../target/vendor.ts";
import { createEndpoint } from "../transport/create-endpoint.ts";
import type { Dependencies } from "../transport/dependencies.ts";
import type { Endpoint } from "../transport/endpoint.ts";
import { completeDependencies } from "../transport/io/complete-dependencies.ts";
import { raceAbort } from "../transport/race-abort.ts";
import { sendRequest } from "../transport/send-request.ts";
import { streamAnswer } from "../wires/stream-answer.ts";
import type { FimCall } from "./fim-call.ts";
import { fimEndMarksOf, fimTokensOf } from "./fim-family.ts";
import type { FimRoute } from "./fim-route.ts";
import { knownRouteOf } from "./known-route.ts";
import { type ProbeResult, probeRoute } from "./probe-route.ts";
import { createRouteFinder } from "./route-finder.ts";
import { routeRequest } from "./route-request.ts";
import { stripTokens } from "./strip-tokens.ts";
import { createTokenFilter } from "./token-filter.ts";

/** Statuses after which the server is probed again: another program or another model may run there now. */
const SIGNS_OF_CHANGE: readonly (number | undefined)[] = [400, 404, 405, 501];

/**
 * Creates the client that completes natively with `choice`. It probes the server for a route on the first `prepare` or `complete`
 * and remembers the result, so use one client for as long as the settings stay the same.
 *
 * @throws {ChatError} (as a rejection) `misconfigured`, as `createClient` does.
 */
export async function createCompletionClient(
  settings: LlmSettings,
  choice: TargetChoice | undefined,
  given: Dependencies,
): Promise<CompletionClient> {
  const dependencies = completeDependencies(given);
  const target = await resolveTarget(settings, choice ?? {}, dependencies);
  const endpoint = createEndpoint(target, settings, dependencies, choice?.attempts);
  const routes = createRouteFinder(probeFor(target, endpoint), dependencies.now);
  const tokens = fimTokensOf(target.model);
  const { provider, model } = target;
  // A Chat follows a failed native completion, so there are no retries here, and failures must not open the circuit for Chats.
  const { host } = new URL(target.baseUrl);
  const native = {
    ...endpoint,
    attempts: 1,
    circuit: dependencies.circuits.of(`native completion at ${host}`),
  };

  function callOf(request: CompletionRequest): FimCall {
    return {
      prefix: stripTokens(request.prefix, tokens),
      suffix: stripTokens(request.suffix, tokens),
      maxTokens: request.maxTokens ?? settings.general.max_tokens,
      temperature: request.temperature ?? target.temperature,
      stop: request.stop ?? [],
    };
  }

  return {
    provider,
    model,
    prepare: () => routes.prepare(),
    expectChange: () => routes.expectChange(),
    async complete(request, options = {}) {
      const { signal } = options;
      const call = callOf(request);
      const route = await raceCallerAbort(routes.find(), endpoint, signal);
      if (route === undefined) {
        return undefined;
      }
      const outcome = await tryRoute(route, call, native, tokens, options);
      if (!(outcome instanceof ChatError)) {
        return outcome;
      }
      if (!SIGNS_OF_CHANGE.includes(outcome.status)) {
        return undefined;
      }
      const next = await raceCallerAbort(routes.findInsteadOf(route), endpoint, signal);
      if (next === undefined || next === route) {
        return undefined; // the server is the same, so the request itself is at fault
      }
      const second = await tryRoute(next, call, native, tokens, options);
      return second instanceof ChatError ? undefined : second;
    },
  };
}

/** Probes the server only when settings, provider and host do not determine the route. */
function probeFor(target: ResolvedTarget, endpoint: Endpoint): () => Promise<ProbeResult> {
  const known = knownRouteOf(target);
  if (known === "ask") {
    return () => probeRoute(endpoint);
  }
  return async () => ({ route: known === "none" ? undefined : known, isLoading: false });
}

/**
 * Completes by `route`. A failure is returned when nothing was shown, so that a Chat can replace the completion unnoticed.
 *
 * @throws {ChatError} (as a rejection) When the caller has aborted, or a part of the completion was shown.
 */
async function tryRoute(
  route: FimRoute,
  call: FimCall,
  endpoint: Endpoint,
  tokens: readonly string[],
  options: ChatOptions,
): Promise<Completion | ChatError> {
  let isShown = false;
  const watched: ChatOptions = {
    ...options,
    onDelta(text) {
      isShown = true;
      return options.onDelta?.(text);
    },
  };
  try {
    return await completeBy(route, call, endpoint, tokens, watched);
  } catch (error) {
    if (!(error instanceof ChatError) || error.code === "aborted" || isShown) {
      throw error;
    }
    return error;
  }
}

async function completeBy(
  route: FimRoute,
  call: FimCall,
  endpoint: Endpoint,
  tokens: readonly string[],
  options: ChatOptions,
): Promise<Completion> {
  const { target } = endpoint;
  const request = routeRequest(route, call, target);
  const {
    text,
    tokens: usage,
    costUsd,
  } = await sendRequest(endpoint, options.signal, async (attempt) => {
    const filter = createTokenFilter(tokens, fimEndMarksOf(target.model));
    let shown = "";
    const show = async (piece: string): Promise<"enough" | undefined> => {
      if (piece !== "") {
        attempt.begin();
        shown += piece;
        await deliverDelta(piece, options);
      }
      return filter.isOver ? "enough" : undefined;
    };
    const answer = await streamAnswer(request, endpoint, attempt.send, {
      keepText: false,
      onText: (piece) => show(filter.push(piece)),
    });
    await show(filter.end());
    if (answer.reason === "filter") {
      throw errorFor(target).filtered();
    }
    return { text: shown, tokens: answer.tokens, costUsd: answer.costUsd };
  });
  return {
    text,
    sentBytes: utf8BytesOf(call.prefix) + utf8BytesOf(call.suffix),
    recvBytes: utf8BytesOf(text),
    route,
    ...(usage === undefined ? {} : { tokens: usage }),
    ...chargeFor(target, costUsd),
  };
}

/** Waits for the route unless the caller has aborted; the probe goes on for other callers. */
async function raceCallerAbort(
  route: Promise<FimRoute | undefined>,
  { target }: Endpoint,
  signal: AbortSignal = new AbortController().signal,
): Promise<FimRoute | undefined> {
  try {
    return await raceAbort(route, signal);
  } catch (error) {
    throw signal.aborted ? errorFor(target).aborted(error) : error;
  }
}
