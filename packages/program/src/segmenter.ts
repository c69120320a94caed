/** What stands for itself, whatever is beside it, but for CR before LF (Unicode Annex 29): Latin, arrows, boxes and such. */
const PLAIN =
  // oxlint-disable-next-line no-control-regex -- they are graphemes too
  /^[\0-\u000c\u000e-\u02ff\u2010-\u2027\u2030-\u205f\u2070-\u20cf\u2100-\u2bff]*$/;

/** In the place of `Intl.Segmenter`, which takes as long to make as a third of a bare start: most texts need none. */
export class Segmenter {
  readonly #arguments: ConstructorParameters<typeof Intl.Segmenter>;
  #made: Intl.Segmenter | undefined;

  constructor(...args: ConstructorParameters<typeof Intl.Segmenter>) {
    this.#arguments = args;
  }

  segment(input: string): Iterable<Pick<Intl.SegmentData, "segment" | "index">> {
    const { granularity = "grapheme" } = this.#arguments[1] ?? {};
    if (granularity === "grapheme" && PLAIN.test(input)) {
      return Array.from(input, (segment, index) => ({ segment, index }));
    }
    this.#made ??= new globalThis.Intl.Segmenter(...this.#arguments);
    return this.#made.segment(input);
  }
}
