import { jsonOf } from "../wires/json-of.ts";
import { wordsIn } from "./provider-error.ts";

/**
 * What a provider says in the body of a refusal: its words, when it has a shape that is in use. The body itself when it is
 * another text, and the status line when it is empty or a web page.
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
