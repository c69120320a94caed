import { quoteText } from "@hexai/terminal/text";

import type { ModelOptions } from "../config.ts";
import { optionsProblem } from "../schema/model-options-rule.ts";
import type { parseToml as ParseToml } from "./parse-toml.ts";
import { plainValue, type SourceNode, type SourceTable } from "./source-tree.ts";

export type ParsedModelOptions =
  | { readonly ok: true; readonly options: ModelOptions }
  /** What is wrong with which of them, and what is allowed. */
  | { readonly ok: false; readonly message: string };

/**
 * Parses options of a command line, each `KEY=VALUE`. The key is one of TOML, so `a.b` is `b` in a table `a`. The value is read as
 * TOML, else it is the text itself; so is a date or a time, which JSON does not have. The last one of a repeated key wins.
 */
export async function parseModelOptions(
  assignments: readonly string[],
): Promise<ParsedModelOptions> {
  const { parseToml } = await import("./parse-toml.ts"); // It takes most of the start-up time.
  const root: OptionsTable = new Map();
  for (const assignment of assignments) {
    const [key = "", ...others] = assignment.split("=");
    const path = others.length === 0 ? undefined : parseKey(key, parseToml);
    if (path === undefined) {
      const message = `needs KEY=VALUE, as in top_p=0.9, not ${quoteText(assignment)}`;
      return { ok: false, message };
    }
    assign(root, path, parseValue(others.join("="), parseToml));
  }
  const options = toObject(root);
  const problem = optionsProblem(options);
  return problem === undefined ? { ok: true, options } : { ok: false, message: problem };
}

type OptionsTable = Map<string, unknown>;

function parseKey(text: string, parseToml: typeof ParseToml): readonly string[] | undefined {
  const parsed = /[\r\n]/u.test(text) ? undefined : parseToml(`${text} = 0`);
  if (parsed === undefined || !parsed.ok) {
    return undefined;
  }
  const path: string[] = [];
  let node: SourceNode | undefined = parsed.root;
  while (node?.type === "table") {
    const [entry]: readonly (readonly [string, SourceNode])[] = [...node.entries];
    path.push(entry?.[0] ?? "");
    node = entry?.[1];
  }
  return path;
}

function parseValue(text: string, parseToml: typeof ParseToml): unknown {
  const parsed = parseToml(`value = ${text}`);
  const node = parsed.ok ? onlyValue(parsed.root) : undefined;
  const value = node === undefined ? text : plainValue(node);
  return value instanceof Date ? text.trim() : value;
}

/** Undefined when the text was more than a value: an assignment of its own, or a section, on a second line. */
function onlyValue({ entries }: SourceTable): SourceNode | undefined {
  return entries.size === 1 ? entries.get("value") : undefined;
}

function assign(
  table: OptionsTable,
  [name = "", ...inner]: readonly string[],
  value: unknown,
): void {
  if (inner.length === 0) {
    table.set(name, value);
    return;
  }
  const found = table.get(name);
  const next: OptionsTable = found instanceof Map ? found : new Map();
  table.set(name, next);
  assign(next, inner, value);
}

function toObject(table: OptionsTable): Record<string, unknown> {
  return Object.fromEntries(
    [...table].map(([name, value]) => [name, value instanceof Map ? toObject(value) : value]),
  );
}
