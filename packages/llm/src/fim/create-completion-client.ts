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
import { resolveTarget } from "../target/resolve-target.ts";
import type { TargetChoice } from "../target/target-choice.ts";
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
import { createRouteFinder } from "./route-finder.ts";
import { routeRequest } from "./route-request.ts";
import { stripTokens } from "./strip-tokens.ts";
import { createTokenFilter } from "./token-filter.ts";

/** Refusals after which the server may turn out to be another one, or to have another model. */
const WORTH_PROBING: readonly (number | undefined)[] = [400, 501];

/**
 * Makes the client that completes natively with `choice`. How, is found out with its first completion and remembered:
 * use one client for as long as the settings stay the same.
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
  const endpoint = await createEndpoint(target, settings, dependencies, choice?.attempts);
  const routes = createRouteFinder(target, endpoint);
  const tokens = fimTokensOf(target.model);
  const { provider, model } = target;

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
    async complete(request, options = {}) {
      const { signal } = options;
      const call = callOf(request);
      const route = await patiently(routes.find(), endpoint, signal);
      if (route === undefined) {
        return undefined;
      }
      try {
        return await completeBy(route, call, endpoint, tokens, options);
      } catch (error) {
        if (!(error instanceof ChatError && WORTH_PROBING.includes(error.status))) {
          throw error;
        }
        const now = await patiently(routes.findAnew(), endpoint, signal);
        if (now === route) {
          throw error; // the server is the same: it is the request that it does not like
        }
        return now && (await completeBy(now, call, endpoint, tokens, options));
      }
    },
  };
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
  const { text, tokens: usage } = await sendRequest(endpoint, options.signal, async (access) => {
    const filter = createTokenFilter(tokens, fimEndMarksOf(target.model));
    let shown = "";
    const show = async (piece: string): Promise<"enough" | undefined> => {
      if (piece !== "") {
        access.begin();
        shown += piece;
        await deliverDelta(piece, options);
      }
      return filter.isOver ? "enough" : undefined;
    };
    const answer = await streamAnswer(request, endpoint, access.send, {
      keepText: false,
      onText: (piece) => show(filter.push(piece)),
    });
    await show(filter.end());
    if (answer.reason === "filter") {
      throw errorFor(target).filtered();
    }
    return { text: shown, tokens: answer.tokens };
  });
  return {
    text,
    sentBytes: utf8BytesOf(call.prefix) + utf8BytesOf(call.suffix),
    recvBytes: utf8BytesOf(text),
    via: route,
    ...(usage === undefined ? {} : { tokens: usage }),
  };
}

/** The route, unless the caller has lost patience. What it waits for goes on for the others. */
async function patiently(
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
