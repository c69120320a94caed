/** What stands for itself, whatever is beside it, but for CR before LF (Unicode Annex 29): Latin, arrows, boxes and such. */
const PLAIN =
  // oxlint-disable-next-line no-control-regex -- they are graphemes too
  /^[\0-\u000c\u000e-\u02ff\u2010-\u2027\u2030-\u205f\u2070-\u20cf\u2100-\u2bff]*$/;

/** The parts of a text, as `Intl.Segments` has them. */
interface Segments extends Iterable<Intl.SegmentData> {
  containing(codeUnitIndex?: number): Intl.SegmentData | undefined;
}

/** In the place of `Intl.Segmenter`, which takes as long to make as a third of a bare start: most texts need none. */
export class Segmenter {
  readonly #arguments: ConstructorParameters<typeof Intl.Segmenter>;
  #made: Intl.Segmenter | undefined;

  constructor(...args: ConstructorParameters<typeof Intl.Segmenter>) {
    this.#arguments = args;
  }

  segment(input: string): Segments {
    const { granularity = "grapheme" } = this.#arguments[1] ?? {};
    if (granularity === "grapheme" && PLAIN.test(input)) {
      return charactersOf(input);
    }
    this.#made ??= new globalThis.Intl.Segmenter(...this.#arguments);
    return this.#made.segment(input);
  }
}

function charactersOf(input: string): Segments {
  return {
    containing(codeUnitIndex = 0) {
      const index = Math.trunc(codeUnitIndex);
      const segment = input[index];
      return segment === undefined ? undefined : { segment, index, input };
    },
    *[Symbol.iterator]() {
      for (let index = 0; index < input.length; index += 1) {
        yield { segment: input.charAt(index), index, input };
      }
    },
  };
}
