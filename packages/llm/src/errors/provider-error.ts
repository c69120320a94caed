import { fieldOf } from "../wires/field-of.ts";
import { jsonOf } from "../wires/json-of.ts";

/** Providers nest errors a few levels deep; more is not looked at. */
const MAX_DEPTH = 8;

/** Fields that hold words for people, or something that does. The first one that says anything wins. */
const WORD_FIELDS = [
  "error", // nearly everybody
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

/** Fields that name the kind of an error, for errors without words. */
const KIND_FIELDS = ["code", "type", "status", "__type"] as const;

/**
 * What a provider says in an error, of whatever shape: a text, JSON in a text, an object with words in one of the usual
 * fields, a list of such. A router's error is followed by what the provider behind it said, with that provider's name.
 *
 * @returns undefined when there are no words in it.
 */
export function wordsIn(value: unknown): string | undefined {
  return wordsAt(value, 0) ?? kindIn(value);
}

/** What an event that is no error says to people, such as `{"message": "Loading the model"}`. */
export function messageIn(value: unknown): string | undefined {
  return isPiece(value) ? undefined : wordsAt(value, 0);
}

function wordsAt(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") {
    return textWords(value, depth);
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

function textWords(text: string, depth: number): string | undefined {
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

/** FastAPI says which field of the body it means: `["body", "stream_options"]`. */
function withPlace(words: string | undefined, value: unknown): string | undefined {
  const place: unknown = fieldOf(value, "loc");
  if (words === undefined || !Array.isArray(place)) {
    return words;
  }
  const path = place.filter((step) => step !== "body").join(".");
  return path === "" ? words : `${path}: ${words}`;
}

/** How a provider names the kind of an error, such as `insufficient_quota`. */
export function kindIn(value: unknown): string | undefined {
  const error = unwrapped(value);
  return KIND_FIELDS.map((name) => fieldOf(error, name)).find(
    (kind): kind is string => typeof kind === "string" && kind !== "" && kind !== "error",
  );
}

/**
 * Whether a piece of JSON is or carries an error although the status says success. A `message` alone is none, because hosts
 * send it with signs of life; one beside a code is.
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

/** `{"code": "InvalidParameter", "message": "No such model"}`, as DashScope and iFlytek say it; signs of life have a type. */
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

/** Whether `value` is a piece of an answer, which may have a `detail` or a status that is no error. */
function isPiece(value: unknown): boolean {
  return ["choices", "delta", "content", "done"].some((name) => fieldOf(value, name) !== undefined);
}

/** What hosts write where there is no error. */
const NO_ERROR: readonly string[] = ["", "0", "ok", "success", "none", "null", "false", "no error"];

/** Whether a field says anything: hosts send `"error": null`, `false`, `""`, `{}`, and `{"code": 0, "message": ""}` where there is no error. */
function isFilled(value: unknown, depth = 0): boolean {
  if (typeof value === "string") {
    return !NO_ERROR.includes(value.trim().toLowerCase());
  }
  return typeof value === "object" && value !== null
    ? depth > MAX_DEPTH || Object.values(value).some((each) => isFilled(each, depth + 1))
    : Boolean(value);
}

/** The HTTP status that belongs to an error that came with a success: the one that it names or that its kind has. */
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

/** https://docs.anthropic.com/en/api/errors, and OpenAI's kinds, which others have taken over. */
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
