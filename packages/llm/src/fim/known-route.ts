import type { ResolvedTarget } from "../target/resolve-target.ts";
import type { FimRoute } from "./fim-route.ts";

/** What is known without a request: a route, that there is none, or that the server must be probed. */
export type KnownRoute = FimRoute | "none" | "ask";

interface HostRow {
  readonly host: string;
  readonly models: RegExp;
  readonly route: FimRoute;
}

/** Hosts that document which models complete natively; their other models do not. */
const HOSTS: readonly HostRow[] = [
  { host: "codestral.mistral.ai", models: /codestral/u, route: "mistral" },
  { host: "api.mistral.ai", models: /codestral/u, route: "mistral" },
  { host: "api.deepseek.com", models: /^deepseek-(?!reasoner)/u, route: "deepseek" },
  { host: "api.openai.com", models: /^gpt-3\.5-turbo-instruct/u, route: "openai" },
];

/** The route of `target`, as far as settings, provider and host determine it. */
export function knownRouteOf({ kind, fim, baseUrl, model }: ResolvedTarget): KnownRoute {
  if (fim !== "auto") {
    return fim;
  }
  if (kind === "anthropic" || kind === "openrouter") {
    return "none";
  }
  const row = HOSTS.find(({ host }) => host === new URL(baseUrl).host);
  if (row === undefined) {
    return "ask";
  }
  return row.models.test(model.toLowerCase()) ? row.route : "none";
}
