import * as v from "valibot";

import type { HostParameters } from "../config.ts";
import { formatKey } from "../describe/format-value.ts";
import { isTable } from "./rules.ts";

/** Headers that describe the connection. HTTP clients set them, and a wrong one lets requests be smuggled or hang. */
const CONNECTION_HEADERS = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
  "expect",
]);

/** Headers by name. */
export function headersRule(): v.GenericSchema<HostParameters> {
  return parametersRule((name, names) => {
    if (!/^[!#$%&'*+.^`|~\w-]+$/u.test(name)) {
      return "must have names of headers, which are letters, digits and -";
    }
    if (CONNECTION_HEADERS.has(name.toLowerCase())) {
      return `must not set ${name}, which belongs to the connection`;
    }
    const same = names.filter((other) => other.toLowerCase() === name.toLowerCase());
    return same.length > 1
      ? `must set a header once, and ${same.join(" and ")} are the same one`
      : undefined;
  }, isHeaderValue);
}

/** Parameters of a query by name. */
export function queryRule(): v.GenericSchema<HostParameters> {
  return parametersRule(
    (name) => (name.trim() === "" ? "must not have an empty name" : undefined),
    () => true,
  );
}

/** Whether `text` can be sent as the value of a header. */
function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e]*$/u.test(text);
}

/** The messages name the parameter but never its value, because that may be a secret. */
function parametersRule(
  refuseName: (name: string, names: readonly string[]) => string | undefined,
  canBeSent: (text: string) => boolean,
): v.GenericSchema<HostParameters> {
  const allowed =
    'must be a table whose values are texts or { env = "NAME" }, as in { api-key = { env = "LAB_API_KEY" } }';

  function problemIn(table: object): string | undefined {
    const names = Object.keys(table);
    return Object.entries<unknown>({ ...table })
      .map(([name, value]) => refuseName(name, names) ?? problemWith(name, value))
      .find((problem) => problem !== undefined);
  }

  function problemWith(name: string, value: unknown): string | undefined {
    if (typeof value === "string") {
      return canBeSent(value)
        ? undefined
        : `must have a value for ${formatKey(name)} without line breaks and other signs that a header cannot hold`;
    }
    return isVariableReference(value)
      ? undefined
      : `must have a text in quotes or { env = "NAME" } for ${formatKey(name)}, where NAME is in capitals`;
  }

  return v.pipe(
    v.custom<HostParameters>(isTable, allowed),
    v.check(
      (table) => problemIn(table) === undefined,
      ({ input }) => problemIn(input) ?? allowed,
    ),
  );
}

function isVariableReference(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const [entry, ...others] = Object.entries<unknown>({ ...value });
  const [name, variable] = entry ?? [];
  return (
    others.length === 0 &&
    name === "env" &&
    typeof variable === "string" &&
    isVariableName(variable)
  );
}

/** Whether `text` may be the name of a variable that holds a secret. A key that is pasted here by mistake is refused. */
export function isVariableName(text: string): boolean {
  return /^[A-Z_][A-Z0-9_]{0,63}$/u.test(text);
}
