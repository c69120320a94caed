import type { ParsedFlags } from "@hexai/command-line";
import { usageError, type UserError } from "@hexai/process";
import { quoteText } from "@hexai/terminal/text";

import type { Command } from "../command.ts";

/** `hexai log`. */
export type LogRequest =
  | {
      readonly type: "list";
      /** How many at most; `Infinity` for all. */
      readonly count: number;
      readonly json: boolean;
    }
  | {
      readonly type: "show";
      /** A name or an id; undefined for the conversation of this terminal, else the last one. */
      readonly conversation: string | undefined;
      readonly json: boolean;
    }
  | { readonly type: "search"; readonly words: readonly string[]; readonly json: boolean }
  | {
      readonly type: "remove";
      readonly chosen:
        | { readonly conversations: readonly string[] }
        | { readonly olderThanMs: number }
        | "all";
      readonly json: boolean;
    };

export const LOG: Command<LogRequest> = {
  name: "log",
  help: "lists the last conversations, shows, searches and removes them",
  synopsis: "[show [ID] | search WORD … | rm ID …] [flags]",
  words: ["show", "search", "rm"],
  options: [
    { name: "number", short: "n", value: "N", help: "list so many, not 20; 0 lists all" },
    { name: "json", help: "as JSON" },
    { name: "older", value: "AGE", help: "with rm: what was not used for 12h, 7d, 2w" },
    { name: "all", help: "with rm: every conversation" },
  ],
  parse: parseLog,
  async run(request, context) {
    const { runLog } = await import("./run.ts");
    return runLog(request, context);
  },
};

const DEFAULT_COUNT = 20;

function parseLog(words: readonly string[], flags: ParsedFlags): LogRequest {
  const [action, ...others] = words;
  const json = flags.has("json");
  requireFlagsOf(action, flags);
  switch (action) {
    case undefined: {
      return { type: "list", count: parseCount(flags), json };
    }
    case "show": {
      if (others.length > 1) {
        throw unknownWordError(words);
      }
      return { type: "show", conversation: others[0], json };
    }
    case "search": {
      if (others.every((word) => word.trim() === "")) {
        throw usageError("hexai log", "hexai log search needs a word to look for");
      }
      return { type: "search", words: others, json };
    }
    case "rm": {
      return { type: "remove", chosen: parseChosen(others, flags), json };
    }
    default: {
      throw unknownWordError(words);
    }
  }
}

/** A sentence that begins with "log" is most likely a question. */
function unknownWordError(words: readonly string[]): UserError {
  const prompt = `hexai -- log ${words.join(" ")}`;
  return usageError(
    "hexai log",
    `hexai log takes show, search or rm; for a prompt write: ${prompt}`,
  );
}

/** The flags that go with one action only, by name. */
const FLAGS_OF_ACTION = [
  { name: "number", action: undefined, where: "hexai log without a word" },
  { name: "older", action: "rm", where: "hexai log rm" },
  { name: "all", action: "rm", where: "hexai log rm" },
] as const;

function requireFlagsOf(action: string | undefined, flags: ParsedFlags): void {
  const wrong = FLAGS_OF_ACTION.find((flag) => flags.has(flag.name) && flag.action !== action);
  if (wrong !== undefined) {
    throw usageError("hexai log", `--${wrong.name} goes with ${wrong.where}`);
  }
}

function parseCount(flags: ParsedFlags): number {
  const text = flags.get("number") ?? String(DEFAULT_COUNT);
  if (!/^\d{1,9}$/u.test(text)) {
    throw usageError(
      "hexai log",
      `--number needs a whole number, 0 for all, not ${quoteText(text)}`,
    );
  }
  return text === "0" ? Infinity : Number(text);
}

const HOUR_MS = 60 * 60 * 1000;
const UNITS = new Map([
  ["h", HOUR_MS],
  ["d", 24 * HOUR_MS],
  ["w", 7 * 24 * HOUR_MS],
]);

function parseChosen(
  conversations: readonly string[],
  flags: ParsedFlags,
): Extract<LogRequest, { type: "remove" }>["chosen"] {
  const older = flags.get("older");
  const ways = [conversations.length > 0, older !== undefined, flags.has("all")];
  if (ways.filter(Boolean).length !== 1) {
    throw usageError("hexai log", "hexai log rm takes names or ids, or --older AGE, or --all");
  }
  if (older === undefined) {
    return flags.has("all") ? "all" : { conversations };
  }
  const [, count = "", unit = ""] = /^(\d{1,6})([hdw])$/u.exec(older) ?? [];
  const unitMs = UNITS.get(unit);
  if (unitMs === undefined) {
    throw usageError(
      "hexai log",
      `--older needs an age, as in 12h, 7d or 2w, not ${quoteText(older)}`,
    );
  }
  return { olderThanMs: Number(count) * unitMs };
}
