import { OUT_OF_QUOTA } from "../transport/transport-error.ts";
import { fieldOf } from "../wires/field-of.ts";
import { jsonOf } from "../wires/json-of.ts";

/** Providers nest errors a few levels deep; deeper levels are ignored. */
const MAX_DEPTH = 8;

/** Fields with a message for people, or with an object that contains one. The first non-empty one wins. */
const WORD_FIELDS = [
  "error", // most providers
  "errors", // Cloudflare
  "x_groq", // Groq
  "message",
  "Message", // Amazon
  "detail", // FastAPI, problem+json
  "msg", // a field's error in FastAPI
  "error_message",
  "error_msg", // Baidu
  "error_description", // OAuth
  "base_resp", // MiniMax
  "status_msg",
  "title", // problem+json
] as const;

/** Fields that name the kind of an error, for errors without a message. */
const KIND_FIELDS = ["code", "type", "status", "__type"] as const;

/**
 * Finds the message in a provider's error of any shape: a text, JSON in a text, an object with a message in one of the usual
 * fields, or a list of such. A router's message is followed by that of the provider behind it, with the provider's name.
 *
 * @returns undefined when there is no message.
 */
export function errorMessageIn(value: unknown): string | undefined {
  return wordsAt(value, 0) ?? kindIn(value);
}

/** What an event that is no error says to people, such as `{"message": "Loading the model"}`. */
export function messageIn(value: unknown): string | undefined {
  return isPiece(value) ? undefined : wordsAt(value, 0);
}

function wordsAt(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") {
    return textMessage(value, depth);
  }
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return wordsAt(value[0], depth + 1);
  }
  const found = WORD_FIELDS.map((name) => wordsAt(fieldOf(value, name), depth + 1)).filter(
    (words) => words !== undefined,
  );
  // `{"error": "Unauthorized", "message": "The key has expired"}`
  const isTitle = typeof fieldOf(value, "error") === "string" && found[0] !== found[1];
  const words = found.slice(0, isTitle ? 2 : 1).join(": ");
  return withPlace(withUpstream(words, value, depth), value);
}

function textMessage(text: string, depth: number): string | undefined {
  const trimmed = text.trim();
  const nested = /^[[{]/u.test(trimmed) && depth < MAX_DEPTH ? jsonOf(trimmed) : undefined;
  const words = nested === undefined ? undefined : wordsAt(nested, depth + 1);
  return words ?? (trimmed === "" ? undefined : trimmed);
}

/** OpenRouter: https://openrouter.ai/docs/api-reference/errors */
function withUpstream(words: string, value: unknown, depth: number): string | undefined {
  const metadata = fieldOf(value, "metadata");
  const name = fieldOf(metadata, "provider_name");
  const raw = wordsAt(fieldOf(metadata, "raw"), depth + 1);
  const upstream = joined([typeof name === "string" ? name : undefined, raw], ": ");
  return joined([words, upstream], "; ");
}

function joined(parts: readonly (string | undefined)[], separator: string): string | undefined {
  const filled = parts.filter((part) => part !== undefined && part !== "");
  return filled.length === 0 ? undefined : filled.join(separator);
}

/** FastAPI names the field of the body that it complains about: `["body", "stream_options"]`. */
function withPlace(words: string | undefined, value: unknown): string | undefined {
  const place: unknown = fieldOf(value, "loc");
  if (words === undefined || !Array.isArray(place)) {
    return words;
  }
  const path = place.filter((step) => step !== "body").join(".");
  return path === "" ? words : `${path}: ${words}`;
}

/** The provider's name for the kind of an error, such as `insufficient_quota`. */
export function kindIn(value: unknown): string | undefined {
  const error = unwrapped(value);
  const kinds = KIND_FIELDS.map((name) => fieldOf(error, name)).filter(
    (kind): kind is string => typeof kind === "string" && kind !== "" && kind !== "error",
  );
  return kinds.find((kind) => OUT_OF_QUOTA.includes(kind)) ?? kinds[0];
}

/**
 * Whether a JSON value is or contains an error although the HTTP status says success. A `message` alone is not an error, because
 * hosts send it with keep-alive events; a `message` with a code is.
 */
export function isError(value: unknown): boolean {
  return (
    isFilled(fieldOf(value, "error")) ||
    fieldOf(value, "object") === "error" || // vLLM
    fieldOf(value, "type") === "error" || // Anthropic
    fieldOf(value, "success") === false || // Cloudflare
    isFilled(fieldOf(value, "errors")) ||
    isFilled(fieldOf(fieldOf(value, "x_groq"), "error")) || // Groq
    isFilled(fieldOf(value, "__type")) || // Amazon
    isFilled(fieldOf(value, "error_code")) ||
    isFilled(fieldOf(value, "error_msg")) || // Baidu
    isFilled(fieldOf(fieldOf(value, "base_resp"), "status_code")) || // MiniMax
    (!isPiece(value) &&
      (isFilled(fieldOf(value, "detail")) || // FastAPI
        hasCodedMessage(value))) ||
    (ownStatusOf(value) !== undefined && wordsAt(value, 0) !== undefined)
  );
}

/** `{"code": "InvalidParameter", "message": "No such model"}`, as DashScope and iFlytek report it; keep-alive events have a `type`. */
function hasCodedMessage(value: unknown): boolean {
  const code = fieldOf(value, "code");
  const isSuccess = Number(code) >= 200 && Number(code) <= 299;
  return (
    isFilled(code) &&
    !isSuccess &&
    isFilled(fieldOf(value, "message")) &&
    fieldOf(value, "type") === undefined
  );
}

/** Whether `value` is a part of an answer, which may have a `detail` or a status without being an error. */
function isPiece(value: unknown): boolean {
  return ["choices", "delta", "content", "done"].some((name) => fieldOf(value, name) !== undefined);
}

/** Values that hosts send to say that there is no error. */
const NO_ERROR: readonly string[] = ["", "0", "ok", "success", "none", "null", "false", "no error"];

/** Whether an error field is set: hosts send `"error": null`, `false`, `""`, `{}`, and `{"code": 0, "message": ""}` when there is no error. */
function isFilled(value: unknown, depth = 0): boolean {
  if (typeof value === "string") {
    return !NO_ERROR.includes(value.trim().toLowerCase());
  }
  return typeof value === "object" && value !== null
    ? depth > MAX_DEPTH || Object.values(value).some((each) => isFilled(each, depth + 1))
    : Boolean(value);
}

/** The HTTP status that fits an error in a successful response: the one it names, else that of its kind. */
export function statusIn(value: unknown): number | undefined {
  const error = unwrapped(value);
  const known = KIND_FIELDS.map((name) => STATUS_OF_KIND.get(fieldOf(error, name)));
  return ownStatusOf(error) ?? known.find((status) => status !== undefined) ?? ownStatusOf(value);
}

function ownStatusOf(error: unknown): number | undefined {
  return ["code", "status", "status_code", "http_code"]
    .map((name) => Number(fieldOf(error, name) ?? Number.NaN))
    .find((code) => Number.isInteger(code) && code >= 400 && code <= 599);
}

function unwrapped(value: unknown): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const error = fieldOf(first, "error");
  return typeof error === "object" && isFilled(error) ? error : first;
}

/** https://docs.anthropic.com/en/api/errors, and OpenAI's kinds, which other providers use too. */
const STATUS_OF_KIND: ReadonlyMap<unknown, number> = new Map([
  ["invalid_request_error", 400],
  ["BadRequestError", 400],
  ["authentication_error", 401],
  ["invalid_api_key", 401],
  ["permission_error", 403],
  ["not_found_error", 404],
  ["model_not_found", 404],
  ["request_too_large", 413],
  ["rate_limit_error", 429],
  ["insufficient_quota", 429],
  ["overloaded_error", 529],
  ["InvalidParameter", 400], // DashScope
  ["InvalidApiKey", 401],
  ["ModelNotFound", 404],
  ["Throttling", 429],
]);
