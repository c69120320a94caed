// oxlint-disable-next-line no-restricted-imports -- parseArgs is a pure function: it gets its arguments
import { parseArgs } from "node:util";

import { usageError } from "@hexai/process";

import { askRequestOf } from "./ask/ask-request-of.ts";
import type { CliRequest } from "./cli-request.ts";
import { type CommandRow, COMMANDS } from "./command-table.ts";
import { completionRequestOf } from "./completion/completion-request-of.ts";
import { configRequestOf } from "./config/config-request-of.ts";
import { doctorRequestOf } from "./doctor/doctor-request-of.ts";
import type { Given } from "./given.ts";
import { modelsRequestOf } from "./models/models-request-of.ts";
import { ASK_OPTIONS, COMMON_OPTIONS, DIGITS, type OptionRow } from "./option-table.ts";
import { statsRequestOf } from "./stats/stats-request-of.ts";

/**
 * Understands a command line, without the program's own name. The last one of a repeated flag wins.
 *
 * @throws {UserError} For a flag that is unknown, lacks its value, or has a wrong one.
 */
export function parseArguments(argv: readonly string[]): CliRequest {
  const { tokens } = parseArgs({
    args: [...argv],
    options: optionsOf([
      ...ASK_OPTIONS,
      ...COMMANDS.flatMap(({ options }) => options),
      ...COMMON_OPTIONS,
    ]),
    allowPositionals: true,
    strict: false, // its own complaints are long, and stop at the wrong things
    tokens: true,
  });
  const isCommand = tokens.find(({ kind }) => kind !== "option")?.kind === "positional";
  const words = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const command = isCommand ? COMMANDS.find(({ name }) => name === words[0]) : undefined;
  const known = [...(command?.options ?? [...ASK_OPTIONS, ...TARGET_OPTIONS]), ...COMMON_OPTIONS];
  const given = new Map(
    tokens.flatMap((token) => (token.kind === "option" ? [checked(token, known)] : [])),
  );

  if (given.has("help")) {
    return { type: "help" };
  }
  if (given.has("version")) {
    return { type: "version" };
  }
  return command === undefined
    ? askRequestOf(words, given)
    : REQUESTS_OF[command.name](words.slice(1), given);
}

const TARGET_OPTIONS: readonly OptionRow[] = DIGITS.map((name) => ({ name, help: "" }));

const REQUESTS_OF: Record<
  CommandRow["name"],
  (words: readonly string[], given: Given) => CliRequest
> = {
  completion: completionRequestOf,
  config: configRequestOf,
  doctor: doctorRequestOf,
  models: modelsRequestOf,
  stats: statsRequestOf,
};

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

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
    throw usageError(
      "hexai",
      `there is no flag ${rawName}; put -- before a prompt that begins with a dash`,
    );
  }
  if (row.value === undefined && inlineValue) {
    throw usageError("hexai", `${rawName} takes no value`);
  }
  const isMissing = value === undefined || (value === "" && row.value !== "TEXT");
  if (row.value !== undefined && isMissing) {
    throw usageError("hexai", `${rawName} needs a value: ${rawName} ${row.value}`);
  }
  if (row.value !== undefined && !inlineValue && value?.startsWith("-") === true) {
    throw usageError("hexai", `${rawName} needs a value; write --${name}=${value} if this is it`);
  }
  return [name, value ?? ""];
}
