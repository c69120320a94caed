import type { Endpoint } from "../transport/endpoint.ts";
import type { Send } from "../transport/send.ts";
import { TransportError } from "../transport/transport-error.ts";
import type { TextOptions } from "./answer-text.ts";
import { type ReadAnswer, readAnswer } from "./read-answer.ts";
import type { RefusableField, WireRequest } from "./wire-request.ts";

/**
 * Sends `request` and reads its answer. A host that refuses a field that not all hosts know is asked once more without it,
 * at once, and without it from then on.
 *
 * @throws {ChatError} (as a rejection) As `readAnswer` does.
 * @throws {TransportError} (as a rejection) What the provider refused for another reason.
 */
export async function streamAnswer(
  request: WireRequest,
  { target, circuit }: Pick<Endpoint, "target" | "circuit">,
  send: Send,
  options: TextOptions,
): Promise<ReadAnswer> {
  const { refusedFields } = circuit;
  const keyOf = (field: RefusableField): string =>
    field === "max_tokens" ? `${field} of ${target.model}` : field;

  async function ask(refused: ReadonlySet<RefusableField>): Promise<ReadAnswer> {
    const body = request.bodyWithout(refused);
    try {
      const response = await send({
        method: "POST",
        url: request.url,
        headers: { "content-type": "application/json", ...request.headers },
        body: JSON.stringify(body),
      });
      return await readAnswer(response.body, request.createReader(), target, options);
    } catch (error) {
      const field = refusedFieldIn(error, body);
      if (field === undefined) {
        throw error;
      }
      const answer = await ask(new Set([...refused, field]));
      refusedFields.add(keyOf(field));
      return answer;
    }
  }

  return await ask(new Set(REFUSABLE.filter((field) => refusedFields.has(keyOf(field)))));
}

const REFUSABLE: readonly RefusableField[] = ["stream_options", "max_tokens"];

/** Words with which hosts refuse a field that they do not know, without saying which. */
const UNKNOWN_FIELD =
  /\b(?:unknown|unrecogni[sz]ed|unexpected|unsupported|extra|additional|not (?:permitted|allowed|supported))\b/iu;

/** Refusals with these are about who asks and how often, and not about a field. */
const ABOUT_ASKER: readonly (number | undefined)[] = [401, 402, 403, 407, 408, 429];

/** With these a host refuses a field without saying which. */
const ABOUT_BODY: readonly (number | undefined)[] = [400, 422];

/** Which of the fields in `body` a host does not know, as far as its refusal says so: with whatever status when it names one. */
function refusedFieldIn(error: unknown, body: object): RefusableField | undefined {
  const failure = error instanceof TransportError ? error.failure : undefined;
  if (failure?.type !== "refused" || ABOUT_ASKER.includes(failure.status)) {
    return undefined;
  }
  const { status, words } = failure;
  if (/stream_options|include_usage/u.test(words)) {
    return "stream_options" in body ? "stream_options" : undefined;
  }
  if (/max_completion_tokens/u.test(words)) {
    return "max_tokens" in body ? "max_tokens" : undefined;
  }
  const isAboutAnother = Object.keys(body).some((name) => words.includes(name));
  return ABOUT_BODY.includes(status) &&
    UNKNOWN_FIELD.test(words) &&
    !isAboutAnother &&
    "stream_options" in body
    ? "stream_options"
    : undefined;
}
