import { usageError } from "@hexai/process";

import type { AskRequest, TokenRate } from "../cli-request.ts";
import { configChoiceOf, type Given } from "../given.ts";
import { DIGITS } from "../option-table.ts";

/** @throws {UserError} For a flag with a wrong value. */
export function askRequestOf(words: readonly string[], given: Given): AskRequest {
  const provider = given.get("provider");
  const model = given.get("model");
  const system = given.get("system");
  const temperature = temperatureOf(given);
  const maxTokens = numberOf(given, "max-tokens");
  const timeoutSeconds = numberOf(given, "timeout");
  const targets = DIGITS.filter((digit) => given.has(digit)).map(Number);
  const simulation = rateOf(given, "tps-simulation");
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
      ...(targets.length === 0 ? {} : { targets }),
      ...(simulation === undefined ? {} : { simulation }),
      json: given.has("json"),
      stream: !given.has("no-stream"),
      cache: !given.has("no-cache"),
      plain: given.has("plain"),
      quiet: given.has("quiet"),
      stdin: !given.has("no-stdin"),
    },
    ...configChoiceOf(given),
  };
}

/** The configuration has the same bounds for its own. */
function temperatureOf(given: Given): number | undefined {
  const temperature = numberOf(given, "temperature");
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2)) {
    throw usageError("hexai", `--temperature must be a number from 0 to 2, not ${temperature}`);
  }
  return temperature;
}

function numberOf(given: Given, name: string): number | undefined {
  const text = given.get(name);
  if (text === undefined) {
    return undefined;
  }
  if (!/^-?(?:\d+\.?\d*|\.\d+)$/u.test(text)) {
    throw usageError("hexai", `--${name} needs a number, not ${JSON.stringify(text)}`);
  }
  return Number(text);
}

function rateOf(given: Given, name: string): TokenRate | undefined {
  const text = given.get(name);
  if (text === undefined) {
    return undefined;
  }
  const [, low, high = low] = /^(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?$/u.exec(text) ?? [];
  const [from, to] = [Number(low), Number(high)];
  if (!(from > 0 && from <= to)) {
    throw usageError(
      "hexai",
      `--${name} needs tokens per second, as in 15 or 12-18, not ${JSON.stringify(text)}`,
    );
  }
  return { from, to };
}
