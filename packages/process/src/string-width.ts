import fastStringTruncatedWidth from "fast-string-truncated-width";

/** One cell for each character: Latin, Greek, arrows, boxes and such, without combining marks, controls and emoji. */
const NARROW =
  /^[ -~\u00a0-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2190-\u22ff\u23ce\u2500-\u25fc\u2713-\u2718\u2800-\u28ff]*$/;

/**
 * In the place of `string-width` and `fast-string-width`, whose patterns for all of Unicode take milliseconds before the first
 * text is measured: most texts need none.
 *
 * @returns How many cells of a terminal the text takes, without its escape sequences.
 */
// oxlint-disable-next-line import/no-default-export -- as the libraries have it
export default function stringWidth(text: string): number {
  return NARROW.test(text) ? text.length : fastStringTruncatedWidth(text).width;
}
