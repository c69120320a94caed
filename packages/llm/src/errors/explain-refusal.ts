import type { ChatErrorCode } from "@hexai/chat";

import type { ChatTarget } from "../target/chat-target.ts";
import { factsOf } from "../target/providers.ts";
import { describeProxy, isForwarded } from "../transport/proxy.ts";
import { OUT_OF_QUOTA } from "../transport/transport-error.ts";

/** An HTTP error. */
export interface Refusal {
  /** Undefined when the error came with a success status and names no status itself. */
  readonly status: number | undefined;
  /** The provider's message, unsanitized. */
  readonly words: string;
  /** The provider's name for the kind of error, such as `insufficient_quota`. */
  readonly kind?: string | undefined;
  /** Whether `words` is the title of a web page, which may come from a proxy or a firewall on the way. */
  readonly isWebPage?: boolean | undefined;
  /** Whether the body was empty, so that `words` are those of the status line. */
  readonly isEmpty?: boolean | undefined;
  /** How long the provider asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** The meaning of an HTTP status. */
export interface RefusalMeaning {
  readonly code: ChatErrorCode;
  /** What follows the target's name in the message: what failed, the provider's message, and what to do. */
  readonly predicate: string;
  /** Whether the messages are more than the model can read. */
  readonly isTooLong?: boolean;
}

/** Explains the status of `refusal`, whose `words` must be sanitized. */
export function explainRefusal(target: ChatTarget, refusal: Refusal): RefusalMeaning {
  const { status, words, isWebPage = false, isEmpty = false, kind = "" } = refusal;
  const answer = [status === undefined ? "" : `HTTP ${status}`, words]
    .filter((part) => part !== "")
    .join(": ");
  const places = placesOfPage(target);
  // A provider explains itself. A page, or nothing at all, may come from something on the way.
  const isOnTheWay = places !== target.addressSetting || (status ?? 0) >= 500;
  const isForeign = isWebPage || (isEmpty && isOnTheWay);
  const setting = isForeign ? places : target.addressSetting;
  const row = (code: ChatErrorCode, what: string, remedy: string): RefusalMeaning => ({
    code,
    predicate: `${what} (${answer}); ${remedy}${isForeign && !remedy.includes(setting) ? `, or check ${setting}` : ""}`,
  });
  if (PLAIN_HTTP.test(words)) {
    return row("rejected", "speaks TLS at this port", `use https:// in ${target.addressSetting}`);
  }
  if (status === 413 || kind === "context_length_exceeded" || TOO_LONG.test(words)) {
    return {
      ...row("rejected", "was given a prompt that is too long", SHORTER_REMEDY),
      isTooLong: true,
    };
  }
  switch (status) {
    case 401: {
      return { code: "unauthorized", predicate: describeUnauthorized(target, answer, isWebPage) };
    }
    case 402: {
      return row("rate-limited", "wants to be paid first", "check your balance and billing");
    }
    case 403: {
      return explainForbidden(target, refusal, row, answer);
    }
    case 404:
    case 410: {
      const remedy = `check the model's name and ${setting}`;
      return row("not-found", "was not found", remedy);
    }
    case 405:
    case 421:
    case 426: {
      return row("rejected", "does not take requests of this kind", `check ${setting}`);
    }
    case 451: {
      return row("rejected", "does not serve the place you ask from", "use another provider");
    }
    case 425: {
      return row("unavailable", "was asked too early", waitOf(refusal, "try again"));
    }
    case 501:
    case 505: {
      return row("unavailable", "cannot do what it was asked for", `check ${setting}`);
    }
    case 511: {
      const remedy = "open a web page in a browser, then try again";
      return row("unavailable", "is behind a network that you must log in to", remedy);
    }
    case 408: {
      return row("unavailable", "waited too long for the request", waitOf(refusal, "try again"));
    }
    case 429: {
      return OUT_OF_QUOTA.includes(kind)
        ? row("rate-limited", "has no quota left for you", "check your plan and billing")
        : row(
            "rate-limited",
            "takes no more requests for now",
            `${waitOf(refusal)}, or check your quota`,
          );
    }
    case undefined:
    default: {
      if (status === undefined || status >= 500) {
        return row("unavailable", "is in trouble", waitOf(refusal, "try again later"));
      }
      if (status === 400 && COUNTRY.test(words)) {
        return row("rejected", "does not serve the place you ask from", "use another provider");
      }
      return status < 400
        ? row("rejected", "did not answer the request", `check ${setting}`)
        : row("rejected", "refused the request", "change the prompt or the settings");
    }
  }
}

const SHORTER_REMEDY = "send less text, or use a model with a larger window";

/**
 * Messages about a prompt that does not fit the window: OpenAI, Anthropic, Google, llama.cpp, vLLM, SGLang, Text Generation Inference,
 * Mistral, Groq, xAI, DashScope, Copilot, Moonshot, Zhipu, LiteLLM and compatible hosts.
 */
const TOO_LONG =
  /prompt is too long|maximum (?:context|prompt|input) length|range of input length|context ?(?:length|limit|window|size)|`inputs`.* must (?:be <=|have less than)|reduce the length of the (?:input|messages|prompt)|prompt token count|model token limit|prompt exceeds max|tokens must be reduced|exceeds? the (?:available |model'?s? )?context|too many (?:input |prompt )?tokens|input (?:is )?too long|input token count|prompt too long/iu;

/** Answers of TLS servers to plain HTTP: nginx, Go, Apache. */
const PLAIN_HTTP =
  /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|speaking plain HTTP to an SSL/iu;

/**
 * Words of a refusal because of the country that the request comes from. A region or a location alone is none: Amazon and
 * Google name that of a model to which a key has no right.
 */
const COUNTRY =
  /\bcountr(?:y|ies)\b|_country_|territor(?:y|ies)|geograph|\b(?:user|your) (?:location|region)|(?:locations?|regions?)\b[^.]*\b(?:not (?:supported|available|allowed)|unsupported|unavailable)|(?:not (?:supported|available|allowed)|unsupported|unavailable) (?:in|for|from) (?:your|this) (?:location|region|area)/iu;

/** Words of a firewall that has no web page. */
const FIREWALL =
  /\b(?:WAF|firewall|cloudflare|akamai|imperva|incapsula)\b|\b(?:request|you have been|been|was) blocked\b|\berror code: 10\d\d\b|security (?:policy|rules?)/iu;

const ABOUT_KEY =
  /key|token|credential|authenticat|authoriz|permission|account|project|organi[sz]ation/iu;

function explainForbidden(
  target: ChatTarget,
  { words, kind = "", isWebPage = false, isEmpty = false }: Refusal,
  row: (code: ChatErrorCode, what: string, remedy: string) => RefusalMeaning,
  answer: string,
): RefusalMeaning {
  const setting = target.addressSetting;
  const places = placesOfPage(target);
  if (isWebPage || FIREWALL.test(words) || (isEmpty && places !== setting)) {
    const remedy = `a firewall may have done that: ask whoever runs it, or check ${places}`;
    return row("rejected", "was not asked: something on the way refused", remedy);
  }
  if (COUNTRY.test(words) || COUNTRY.test(kind)) {
    return row("rejected", "does not serve the place you ask from", "use another provider");
  }
  return words === "" || words === "Forbidden" || ABOUT_KEY.test(`${words} ${kind}`)
    ? { code: "unauthorized", predicate: describeUnauthorized(target, answer, false) }
    : row("unauthorized", "refused access", `check your rights to the model, and ${setting}`);
}

function describeUnauthorized(target: ChatTarget, answer: string, isWebPage: boolean): string {
  const { key } = target;
  if (isWebPage) {
    const place = key === undefined ? "" : `, and the key in ${key.source}`;
    return `wants another login (${answer}); check ${placesOfPage(target)}${place}`;
  }
  const settings = parameterSettings(target);
  if (key === undefined && settings !== "") {
    return `refused the request (${answer}); check ${settings}, or ${keyRemedy(target)}`;
  }
  return key === undefined
    ? `wants a key (${answer}); ${keyRemedy(target)}`
    : `refused the key in ${key.source} (${answer}); set it to a valid one`;
}

/** The settings of the user's own headers and query, one of which may hold the key. */
function parameterSettings({ section, headers = {}, query = {} }: ChatTarget): string {
  return Object.entries({ headers, query })
    .filter(([, values]) => Object.keys(values).length > 0)
    .map(([name]) => `${section}.${name}`)
    .join(" and ");
}

function keyRemedy({ provider, section }: ChatTarget): string {
  const variable = factsOf(provider)?.keyNames[1];
  return variable === undefined
    ? `name the variable that holds the key in ${section}.api_key_env`
    : `put the key into ${variable}`;
}

function waitOf({ retryAfterMs }: Refusal, otherwise = "wait"): string {
  const wait = retryAfterMs === undefined ? undefined : durationOf(retryAfterMs);
  return wait === undefined ? otherwise : `wait ${wait}`;
}

/** Units up to that of days, each with the largest number that is told in it. */
const UNITS = [
  { name: "s", milliseconds: 1000, most: 3600 },
  { name: "min", milliseconds: 60_000, most: 600 },
  { name: "h", milliseconds: 3_600_000, most: 48 },
  { name: "days", milliseconds: 86_400_000, most: 366 },
] as const;

/** Undefined for no time at all, and for a time that nobody can mean. */
function durationOf(milliseconds: number): string | undefined {
  const unit = UNITS.find(({ milliseconds: one, most }) => milliseconds <= one * most);
  return unit === undefined || milliseconds === 0
    ? undefined
    : `${Math.ceil(milliseconds / unit.milliseconds)} ${unit.name}`;
}

/** Where to look when a web page came in place of an answer: a proxy that forwards requests can answer them itself. */
export function placesOfPage({ addressSetting, baseUrl, proxy }: ChatTarget): string {
  return proxy !== undefined && isForwarded(baseUrl, proxy)
    ? `${addressSetting} and ${describeProxy(proxy)}`
    : addressSetting;
}
