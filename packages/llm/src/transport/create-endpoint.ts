import { withParameters } from "../target/host-parameters.ts";
import type { LlmSettings } from "../target/llm-settings.ts";
import type { ResolvedTarget } from "../target/resolve-target.ts";
import type { CompleteDependencies } from "./dependencies.ts";
import type { Endpoint } from "./endpoint.ts";
import { proxiedSend } from "./proxied-send.ts";
import { ATTEMPTS } from "./retry-delay.ts";

/** Everything that requests to `target` need. @throws {ChatError} (as a rejection) `misconfigured` for a proxy that is no address. */
export async function createEndpoint(
  target: ResolvedTarget,
  { general }: Pick<LlmSettings, "general">,
  dependencies: CompleteDependencies,
  attempts: number = ATTEMPTS,
): Promise<Endpoint> {
  const { env, send, circuits, now, random, sleep } = dependencies;
  const idleSeconds = general.request_timeout;
  return {
    target,
    send: withParameters(await proxiedSend(send, env), target),
    circuit: circuits.of(new URL(target.baseUrl).host),
    idleSeconds,
    attempts,
    now,
    random,
    sleep,
  };
}
