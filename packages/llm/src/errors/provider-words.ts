import { jsonOf } from "../wires/json-of.ts";
import { kindIn, wordsIn } from "./provider-error.ts";
import { isWebPage, titleOf } from "./web-page.ts";

/** What the body of a refusal says. */
export interface ProviderWords {
  readonly words: string;
  /** How the provider names the error, such as `insufficient_quota`; empty when it does not. */
  readonly kind: string;
  readonly isWebPage: boolean;
}

/**
 * What a provider says in the body of a refusal: its words, when it has a shape that is in use. The body itself when it is
 * another text, the title of a web page, and the status line when there is nothing else.
 */
export function providerWordsOf(body: string, statusText: string): ProviderWords {
  const text = body.trim();
  if (isWebPage(text)) {
    const title = titleOf(text);
    const words = title === undefined ? `a web page, ${statusText}` : `a web page, "${title}"`;
    return { words, kind: "", isWebPage: true };
  }
  const value = jsonOf(text);
  const words = wordsIn(value) ?? (text === "" ? statusText : text);
  return { words, kind: kindIn(value) ?? "", isWebPage: false };
}
