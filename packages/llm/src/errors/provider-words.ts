import { fieldOf } from "../wires/field-of.ts";
import { jsonOf } from "../wires/json-of.ts";

/**
 * What a provider says in the body of a refusal, out of the shapes that are in use: `error.message`, `error`, `message`,
 * `detail` and `detail[0].msg`. The body itself when it is another text, and the status line when it is empty or a web page.
 */
export function providerWordsOf(body: string, statusText: string): string {
  const text = body.trim();
  if (text === "") {
    return statusText;
  }
  if (text.startsWith("<")) {
    return `a web page, ${statusText}`;
  }
  return wordsIn(jsonOf(text)) ?? text;
}

function wordsIn(value: unknown): string | undefined {
  if (typeof value === "string") {
    return value.trim() === "" ? undefined : value;
  }
  if (Array.isArray(value)) {
    return wordsIn(value[0]);
  }
  return ["error", "message", "detail", "msg"]
    .map((name) => fieldOf(value, name))
    .filter((field) => field !== undefined)
    .map(wordsIn)
    .find((words) => words !== undefined);
}
