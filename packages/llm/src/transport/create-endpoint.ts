import { errorFor } from "../errors/error-for.ts";
import { withParameters } from "../target/host-parameters.ts";
import type { LlmSettings } from "../target/llm-settings.ts";
import type { ResolvedTarget } from "../target/resolve-target.ts";
import type { CompleteDependencies } from "./dependencies.ts";
import type { Endpoint } from "./endpoint.ts";
import { ATTEMPTS } from "./retry-delay.ts";

/** Creates what requests to `target` need. @throws {ChatError} `misconfigured` when the proxy's variable holds no valid address. */
export function createEndpoint(
  target: ResolvedTarget,
  { general }: Pick<LlmSettings, "general">,
  dependencies: CompleteDependencies,
  attempts: number = ATTEMPTS,
): Endpoint {
  const { send, circuits, now, random, sleep } = dependencies;
  if (target.proxy !== undefined && target.proxy.address === undefined) {
    throw errorFor(target).badProxy(target.proxy);
  }
  return {
    target,
    send: withParameters(send, target),
    circuit: circuits.of(new URL(target.baseUrl).host),
    idleSeconds: general.request_timeout,
    idleSetting: general.limit_sources?.request_timeout ?? "general.request_timeout",
    attempts,
    now,
    random,
    sleep,
  };
}
