import { misconfigured } from "../errors/misconfigured.ts";
import type { HttpRequest, Send } from "../transport/send.ts";
import { findKey } from "./find-key.ts";
import type { CompatibleSettings, HostParameters } from "./llm-settings.ts";

/** Headers and query parameters added to every request to a host. The values are secrets. */
export interface ResolvedParameters {
  readonly headers: Readonly<Record<string, string>>;
  /** Query parameters of the URL. */
  readonly query: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Looks up the values of `headers` and `query`.
 *
 * @throws {ChatError} `misconfigured`: a variable that is not set, or a value that is not valid in a header. The message never contains the value.
 */
export function resolveParameters(
  { provider, model, section, headers = {}, query = {} }: ParameterPlaces,
  env: Environment,
): ResolvedParameters {
  function valuesOf(parameters: HostParameters, setting: string): Readonly<Record<string, string>> {
    const values = Object.entries(parameters).map(([name, value]) => {
      if (typeof value === "string") {
        return [name, value] as const;
      }
      const found = findKey(env, [value.env]);
      if (found === undefined) {
        const todo = `set it, as in: export ${value.env}=…`;
        throw misconfigured(
          `no value for ${name} in ${setting}: ${value.env} is not set; ${todo}`,
          { provider, model },
        );
      }
      return [name, found.value] as const;
    });
    return Object.fromEntries(values);
  }

  const resolved = {
    headers: valuesOf(headers, `${section}.headers`),
    query: valuesOf(query, `${section}.query`),
  };
  for (const [name, value] of Object.entries(resolved.headers)) {
    if (!/^[\t\x20-\x7e]*$/u.test(value)) {
      const source = variableOf(headers[name]) ?? `${section}.headers`;
      throw misconfigured(
        `the value of the header ${name} in ${source} holds a character that no header can hold; copy it again`,
        { provider, model },
      );
    }
  }
  return resolved;
}

/** The configured headers and query of a host, and the target that error messages name. */
interface ParameterPlaces extends Pick<CompatibleSettings, "headers" | "query"> {
  readonly provider: string;
  readonly model: string;
  readonly section: string;
}

/** The variables that `headers` and `query` name. */
export function parameterVariables({
  headers = {},
  query = {},
}: Pick<CompatibleSettings, "headers" | "query">): readonly string[] {
  return [...Object.values(headers), ...Object.values(query)]
    .map(variableOf)
    .filter((variable) => variable !== undefined);
}

/** Whether `headers` sets `Authorization`, so that no other key is needed. */
export function hasAuthorization(headers: HostParameters | undefined): boolean {
  return Object.keys(headers ?? {}).some((name) => name.toLowerCase() === "authorization");
}

/** Wraps `send` to add a host's headers and query to every request. A configured header replaces one of the same name. */
export function withParameters(send: Send, parameters: Partial<ResolvedParameters>): Send {
  const { headers = {}, query = {} } = parameters;
  if (Object.keys(headers).length === 0 && Object.keys(query).length === 0) {
    return send;
  }
  return (request) =>
    send({ ...request, url: urlWith(request, query), headers: headersWith(request, headers) });
}

function headersWith(
  request: HttpRequest,
  added: ResolvedParameters["headers"],
): Record<string, string> {
  const names = new Set(Object.keys(added).map((name) => name.toLowerCase()));
  const others = Object.entries(request.headers).filter(([name]) => !names.has(name.toLowerCase()));
  return Object.fromEntries([...others, ...Object.entries(added)]);
}

function urlWith(request: HttpRequest, query: ResolvedParameters["query"]): string {
  const url = new URL(request.url);
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.set(name, value);
  }
  return url.href;
}

function variableOf(value: HostParameters[string] | undefined): string | undefined {
  return typeof value === "object" ? value.env : undefined;
}
