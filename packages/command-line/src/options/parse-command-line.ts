// oxlint-disable-next-line no-restricted-imports -- parseArgs is a pure function: it gets its arguments
import { parseArgs } from "node:util";

import { quoteText } from "@hexai/terminal/text";

import type { Option } from "./option.ts";
import { allOptions, type CommandUsage, optionsOf, type Program } from "./program.ts";

/** The flags that were given, by the option's name. The value of an option that takes none is empty. */
export interface ParsedFlags {
  has(name: string): boolean;
  /** The value of the last one. */
  get(name: string): string | undefined;
  /** The values of all of them, in their order. */
  getAll(name: string): readonly string[];
}

export type ParsedCommandLine<Command> =
  | {
      readonly ok: true;
      /** What the first word names, unless `--` was before it. */
      readonly command: Command | undefined;
      /** The words beside the flags, without the command. */
      readonly words: readonly string[];
      readonly flags: ParsedFlags;
    }
  | {
      readonly ok: false;
      readonly command: Command | undefined;
      /** What is wrong, and what to write instead. */
      readonly message: string;
    };

/**
 * Parses a command line, without the program's own name. Flags may stand before and behind the words. The last one of a
 * repeated flag wins.
 */
export function parseCommandLine<Command extends CommandUsage>(
  program: Program<Command>,
  args: readonly string[],
): ParsedCommandLine<Command> {
  const { tokens } = parseArgs({
    args: [...args],
    options: toNodeOptions(allOptions(program)),
    allowPositionals: true,
    strict: false, // its own messages do not say what to write instead
    tokens: true,
  });
  const isCommand = tokens.find(({ kind }) => kind !== "option")?.kind === "positional";
  const words = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const command = isCommand ? program.commands.find(({ name }) => name === words[0]) : undefined;
  const known = [...optionsOf(program, command), ...program.commonOptions];
  const values = new Map<string, readonly string[]>();
  for (const token of tokens) {
    const mistake = token.kind === "option" ? findMistake(token, known, program) : undefined;
    if (token.kind === "option" && mistake !== undefined) {
      const isOfProgram = program.options.some(({ name }) => name === token.name);
      const isKnown = known.some(({ name }) => name === token.name);
      const message =
        command !== undefined && isOfProgram && !isKnown
          ? `${program.name} ${command.name} takes no ${token.rawName}${promptHint(program, args, tokens)}`
          : mistake;
      return { ok: false, command, message };
    }
    if (token.kind === "option") {
      values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ""]);
    }
  }
  const others = command === undefined ? words : words.slice(1);
  return program.words === undefined && others[0] !== undefined
    ? { ok: false, command, message: `there is nothing to do with ${quoteText(others[0])}` }
    : { ok: true, command, words: others, flags: toFlags(values) };
}

/** What the same words and flags are without a command: a sentence may begin with the name of one. */
function promptHint(
  { name, words }: Program,
  args: readonly string[],
  tokens: readonly { readonly kind: string; readonly index: number }[],
): string {
  const flags = new Set(args.keys());
  for (const { kind, index } of tokens) {
    if (kind !== "option") {
      flags.delete(index);
    }
  }
  const isFlag = (_: string, index: number): boolean => flags.has(index);
  const others = tokens.flatMap(({ kind, index }) =>
    kind === "positional" ? [args[index] ?? ""] : [],
  );
  const line = [name, ...args.filter(isFlag).map(quoteWord), "--", ...others.map(quoteWord)];
  return words === undefined ? "" : `; for ${words} write: ${line.join(" ")}`;
}

/** As a shell takes it for one word. */
function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function toFlags(values: ReadonlyMap<string, readonly string[]>): ParsedFlags {
  return {
    has: (name) => values.has(name),
    get: (name) => values.get(name)?.at(-1),
    getAll: (name) => values.get(name) ?? [],
  };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function toNodeOptions(options: readonly Option[]) {
  return Object.fromEntries(
    options.map(({ name, short, value }) => [
      name,
      {
        type: value === undefined ? ("boolean" as const) : ("string" as const),
        ...(short === undefined ? {} : { short }),
      },
    ]),
  );
}

function findMistake(
  { name, rawName, value, inlineValue = false }: OptionToken,
  known: readonly Option[],
  { words }: Program,
): string | undefined {
  const option = known.find((candidate) => candidate.name === name);
  if (option === undefined) {
    const hint = words === undefined ? "" : `; put -- before ${words} that begins with a dash`;
    return `there is no flag ${rawName}${hint}`;
  }
  if (option.value === undefined) {
    return inlineValue ? `${rawName} takes no value` : undefined;
  }
  if (value === undefined || (value === "" && option.value !== "TEXT")) {
    return `${rawName} needs a value: ${rawName} ${option.value}`;
  }
  // A dash alone is a value: it stands for stdin.
  return !inlineValue && value.startsWith("-") && value !== "-"
    ? `${rawName} needs a value; write --${name}=${value} if this is it`
    : undefined;
}
