import type { Option, ParsedFlags } from "@hexai/command-line";
import type { ConfigOverrides, LimitSources } from "@hexai/config";
import { usageError } from "@hexai/process";
import { quoteText } from "@hexai/terminal/text";

import { type ConfigChoice, configChoice } from "../../settings/config-choice.ts";
import type { Command } from "../command.ts";

/** `hexai [flags] [prompt …]`. */
export interface AskRequest extends ConfigChoice {
  readonly words: readonly string[];
  readonly flags: AskFlags;
}

/** The flags of one prompt. An undefined field leaves the decision to the configuration. */
export interface AskFlags {
  readonly provider?: string;
  readonly model?: string;
  /** The name of one of the configuration's `roles`. Other flags win over it. */
  readonly role?: string;
  /** Replaces the built-in system prompt. With an empty one none is sent. */
  readonly system?: string;
  readonly temperature?: number;
  /** What goes into the request as it is, each as `KEY=VALUE`. */
  readonly options?: readonly string[];
  readonly maxTokens?: number;
  readonly timeoutSeconds?: number;
  /** Indexes in `models.cli`: only these are asked. */
  readonly targets?: readonly number[];
  /** Echoes the prompt at this token rate instead of asking a model. */
  readonly simulation?: TokenRate;
  /** Files that are sent along; `-` is stdin. */
  readonly files?: readonly string[];
  /** Files that hold secrets by convention may be among them. */
  readonly allowSecretFiles?: boolean;
  /** Only the first fenced code block of the answer is wanted. */
  readonly code?: boolean;
  /** One JSON object instead of the text. */
  readonly json: boolean;
  /** False: the answer is written when it is complete. */
  readonly stream: boolean;
  /** False: the answer is neither read from the cache nor written to it. */
  readonly cache: boolean;
  /** The answer is not rendered. */
  readonly plain: boolean;
  readonly quiet: boolean;
  /** False: stdin is not read. */
  readonly stdin: boolean;
  /** Goes on with the conversation of this terminal. */
  readonly isContinued: boolean;
  /** The name or id of the conversation to go on with. */
  readonly conversation?: string;
  /** The name of a new conversation. */
  readonly name?: string;
  /** False: question and answer are not kept. */
  readonly log: boolean;
}

/** Tokens per second, from the slowest to the fastest. */
export interface TokenRate {
  readonly from: number;
  readonly to: number;
}

const OPTIONS: readonly Option[] = [
  { name: "continue", short: "c", help: "go on with the conversation of this terminal" },
  {
    name: "conversation",
    short: "C",
    value: "NAME",
    completes: "conversations",
    help: "go on with this one: its name or its id",
  },
  { name: "name", value: "NAME", help: "the name of a new conversation" },
  {
    name: "provider",
    short: "p",
    value: "NAME",
    completes: "providers",
    help: "the provider to ask, such as openai",
  },
  {
    name: "model",
    short: "m",
    value: "NAME",
    completes: "models",
    help: "the model that answers",
  },
  {
    name: "role",
    short: "r",
    value: "NAME",
    completes: "roles",
    help: "the system prompt, model and options of a role",
  },
  { name: "system", short: "s", value: "TEXT", help: "instead of the built-in system prompt" },
  { name: "temperature", short: "t", value: "NUMBER", help: "0 to 2" },
  {
    name: "option",
    short: "o",
    value: "KEY=VALUE",
    isRepeatable: true,
    help: "goes to the model as it is, as in top_p=0.9; any number of times",
  },
  { name: "max-tokens", value: "NUMBER", help: "longest answer, in tokens" },
  { name: "timeout", value: "SECONDS", help: "give up after so much silence; 0 waits for ever" },
  {
    name: "file",
    short: "f",
    value: "PATH",
    completes: "file",
    isRepeatable: true,
    help: "a text or a picture to send along, - for stdin; any number of times",
  },
  { name: "allow-secret-files", help: "send .env, keys and their like, too, and do not keep them" },
  { name: "code", short: "x", help: "nothing but the code of the answer, without its fences" },
  { name: "json", help: "the answer and what it cost as one JSON object" },
  { name: "plain", help: "the answer as it is: no Markdown is rendered on a terminal" },
  { name: "no-stream", help: "write the answer when it is complete, or not at all" },
  { name: "no-cache", help: "neither read the answer from the cache nor write it there" },
  {
    name: "tps-simulation",
    value: "RATE",
    help: "echo the prompt at this token rate, 15 or 12-18 a second",
  },
  { name: "quiet", short: "q", help: "nothing on stderr but failures" },
  { name: "no-stdin", help: "do not read stdin" },
  { name: "no-log", help: "do not keep question and answer" },
];

/** `-0` to `-9` choose targets. `--help` has one line for all of them. */
const DIGITS = Array.from({ length: 10 }, (_, digit) => `${digit}`);

export const ASK: Command<AskRequest> = {
  name: "ask",
  help: "asks a language model",
  synopsis: "[flags] [prompt …]",
  words: [],
  options: [...OPTIONS, ...DIGITS.map((name): Option => ({ name, help: "", isHidden: true }))],
  parse: parseAsk,
  async run(request, context, program) {
    const { runAsk } = await import("./run.ts");
    await runAsk(request, context, program);
  },
};

/** The flags that set a limit, by setting. */
export const LIMIT_FLAGS: LimitSources = {
  max_tokens: "--max-tokens",
  request_timeout: "--timeout",
};

/** What the flags change in the configuration. Whom they choose is not a setting: see `chooseTargets`. */
export function configOverrides({ maxTokens, timeoutSeconds }: AskFlags): ConfigOverrides {
  return { general: { max_tokens: maxTokens, request_timeout: timeoutSeconds } };
}

function parseAsk(words: readonly string[], flags: ParsedFlags): AskRequest {
  const provider = flags.get("provider");
  const model = flags.get("model");
  const role = flags.get("role");
  const system = flags.get("system");
  const options = flags.getAll("option");
  const files = flags.getAll("file");
  const temperature = parseTemperature(flags);
  const maxTokens = parseNumber(flags, "max-tokens");
  const timeoutSeconds = parseNumber(flags, "timeout");
  const targets = DIGITS.filter((digit) => flags.has(digit)).map(Number);
  const simulation = parseRate(flags, "tps-simulation");
  const conversation = flags.get("conversation");
  const name = flags.get("name");
  requireOneConversation(flags);
  requireOneStdin(files, flags);
  return {
    words,
    flags: {
      ...(provider === undefined ? {} : { provider }),
      ...(model === undefined ? {} : { model }),
      ...(role === undefined ? {} : { role }),
      ...(system === undefined ? {} : { system }),
      ...(temperature === undefined ? {} : { temperature }),
      ...(options.length === 0 ? {} : { options }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
      ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
      ...(targets.length === 0 ? {} : { targets }),
      ...(simulation === undefined ? {} : { simulation }),
      ...(files.length === 0 ? {} : { files }),
      ...(flags.has("allow-secret-files") && { allowSecretFiles: true }),
      ...(flags.has("code") && { code: true }),
      json: flags.has("json"),
      stream: !flags.has("no-stream"),
      cache: !flags.has("no-cache"),
      plain: flags.has("plain"),
      quiet: flags.has("quiet"),
      stdin: !flags.has("no-stdin"),
      isContinued: flags.has("continue"),
      ...(conversation === undefined ? {} : { conversation }),
      ...(name === undefined ? {} : { name }),
      log: !flags.has("no-log"),
    },
    ...configChoice(flags),
  };
}

/** Pairs of flags that say two things about the conversation. */
const CONTRADICTIONS = [
  ["continue", "conversation"],
  ["continue", "name"],
  ["conversation", "name"],
  ["no-log", "name"],
  ["tps-simulation", "continue"],
  ["tps-simulation", "conversation"],
  ["tps-simulation", "name"],
] as const;

function requireOneConversation(flags: ParsedFlags): void {
  const wrong = CONTRADICTIONS.find((names) => names.every((name) => flags.has(name)));
  if (wrong !== undefined) {
    throw usageError("hexai", `choose one of --${wrong[0]} and --${wrong[1]}`);
  }
}

function requireOneStdin(files: readonly string[], flags: ParsedFlags): void {
  const count = files.filter((file) => file === "-").length;
  if (count > 1) {
    throw usageError("hexai", "-f - is stdin, which can be read once: leave out the second one");
  }
  if (count === 1 && flags.has("no-stdin")) {
    throw usageError("hexai", "-f - reads stdin, and --no-stdin does not: leave out one of them");
  }
}

/** The configuration has the same bounds. */
function parseTemperature(flags: ParsedFlags): number | undefined {
  const temperature = parseNumber(flags, "temperature");
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2)) {
    throw usageError("hexai", `--temperature must be a number from 0 to 2, not ${temperature}`);
  }
  return temperature;
}

function parseNumber(flags: ParsedFlags, name: string): number | undefined {
  const text = flags.get(name);
  if (text === undefined) {
    return undefined;
  }
  if (!/^-?(?:\d+\.?\d*|\.\d+)$/u.test(text)) {
    throw usageError("hexai", `--${name} needs a number, not ${quoteText(text)}`);
  }
  return Number(text);
}

function parseRate(flags: ParsedFlags, name: string): TokenRate | undefined {
  const text = flags.get(name);
  if (text === undefined) {
    return undefined;
  }
  const [, low, high = low] = /^(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?$/u.exec(text) ?? [];
  const [from, to] = [Number(low), Number(high)];
  if (!(from > 0 && from <= to)) {
    throw usageError(
      "hexai",
      `--${name} needs tokens per second, as in 15 or 12-18, not ${quoteText(text)}`,
    );
  }
  return { from, to };
}
