// oxlint-disable-next-line no-restricted-imports -- parseArgs is a pure function: it gets its arguments
import { parseArgs } from "node:util";

import type { CliRequest, StatsFormat } from "./cli-request.ts";
import { ASK_OPTIONS, COMMON_OPTIONS, type OptionRow, STATS_OPTIONS } from "./option-table.ts";
import { UserError } from "./user-error.ts";

/**
 * Understands a command line, without the program's own name. The last one of a repeated flag wins.
 *
 * @throws {UserError} For a flag that is unknown, lacks its value, or has a wrong one.
 */
export function parseArguments(argv: readonly string[]): CliRequest {
  const { tokens } = parseArgs({
    args: [...argv],
    options: optionsOf([...ASK_OPTIONS, ...STATS_OPTIONS, ...COMMON_OPTIONS]),
    allowPositionals: true,
    strict: false, // its own complaints are long, and stop at the wrong things
    tokens: true,
  });
  const isCommand = tokens.find(({ kind }) => kind !== "option")?.kind === "positional";
  const words = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const isStats = isCommand && words[0] === "stats";
  const known = [...(isStats ? STATS_OPTIONS : ASK_OPTIONS), ...COMMON_OPTIONS];
  const given = new Map(
    tokens.flatMap((token) => (token.kind === "option" ? [checked(token, known)] : [])),
  );

  if (given.has("help")) {
    return { type: "help" };
  }
  if (given.has("version")) {
    return { type: "version" };
  }
  return isStats ? statsRequestOf(words.slice(1), given) : askRequestOf(words, given);
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

/** Values by the flag's name; a flag without a value has an empty one. */
type Given = ReadonlyMap<string, string>;

function optionsOf(rows: readonly OptionRow[]) {
  return Object.fromEntries(
    rows.map(({ name, short, value }) => [
      name,
      {
        type: value === undefined ? ("boolean" as const) : ("string" as const),
        ...(short === undefined ? {} : { short }),
      },
    ]),
  );
}

function checked(token: OptionToken, known: readonly OptionRow[]): readonly [string, string] {
  const { name, rawName, value, inlineValue = false } = token;
  const row = known.find((candidate) => candidate.name === name);
  if (row === undefined) {
    throw wrong(`there is no flag ${rawName}; put -- before a prompt that begins with a dash`);
  }
  if (row.value === undefined && inlineValue) {
    throw wrong(`${rawName} takes no value`);
  }
  if (row.value !== undefined && value === undefined) {
    throw wrong(`${rawName} needs a value: ${rawName} ${row.value}`);
  }
  if (row.value !== undefined && !inlineValue && value?.startsWith("-") === true) {
    throw wrong(`${rawName} needs a value; write --${name}=${value} if this is it`);
  }
  return [name, value ?? ""];
}

function askRequestOf(words: readonly string[], given: Given): CliRequest {
  const provider = given.get("provider");
  const model = given.get("model");
  const system = given.get("system");
  const temperature = numberOf(given, "temperature");
  const maxTokens = numberOf(given, "max-tokens");
  const timeoutSeconds = numberOf(given, "timeout");
  return {
    type: "ask",
    words,
    flags: {
      ...(provider === undefined ? {} : { provider }),
      ...(model === undefined ? {} : { model }),
      ...(system === undefined ? {} : { system }),
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
      ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
      json: given.has("json"),
      stream: !given.has("no-stream"),
      quiet: given.has("quiet"),
      stdin: !given.has("no-stdin"),
    },
    ...configFileOf(given),
  };
}

function statsRequestOf(words: readonly string[], given: Given): CliRequest {
  if (words.length > 0) {
    throw wrong(
      `hexai stats takes no words; for a prompt write: hexai -- stats ${words.join(" ")}`,
    );
  }
  const formats = (["json", "line", "tmux"] as const).filter((name) => given.has(name));
  if (formats.length > 1) {
    throw wrong(`choose one of ${formats.map((name) => `--${name}`).join(" and ")}`);
  }
  const format: StatsFormat = formats[0] ?? "table";
  return { type: "stats", format, ...configFileOf(given) };
}

function configFileOf(given: Given): { readonly configFile?: string } {
  const configFile = given.get("config");
  return configFile === undefined ? {} : { configFile };
}

function numberOf(given: Given, name: string): number | undefined {
  const text = given.get(name);
  if (text === undefined) {
    return undefined;
  }
  if (!/^-?(?:\d+\.?\d*|\.\d+)$/u.test(text)) {
    throw wrong(`--${name} needs a number, not ${JSON.stringify(text)}`);
  }
  return Number(text);
}

function wrong(message: string): UserError {
  return new UserError(2, `${message} (hexai --help shows all flags)`);
}
