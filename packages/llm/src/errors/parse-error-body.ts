import { jsonOf } from "../wires/json-of.ts";
import { kindIn, errorMessageIn } from "./provider-error.ts";
import { isWebPage, titleOf } from "./web-page.ts";

/** The message in the body of an HTTP error. */
export interface ErrorBody {
  readonly words: string;
  /** The provider's name for the kind of error, such as `insufficient_quota`; empty when it gives none. */
  readonly kind: string;
  readonly isWebPage: boolean;
  readonly isEmpty: boolean;
}

/**
 * Finds the message in the body of an HTTP error: that of a known error format, the title of a web page, or the body itself.
 * An empty body falls back to the status line.
 */
export function parseErrorBody(body: string, statusText: string): ErrorBody {
  const text = body.trim();
  if (isWebPage(text)) {
    const title = titleOf(text);
    const words = title === undefined ? `a web page, ${statusText}` : `a web page, "${title}"`;
    return { words, kind: "", isWebPage: true, isEmpty: false };
  }
  const value = jsonOf(text);
  const words = errorMessageIn(value) ?? (text === "" ? statusText : text);
  return { words, kind: kindIn(value) ?? "", isWebPage: false, isEmpty: text === "" };
}
