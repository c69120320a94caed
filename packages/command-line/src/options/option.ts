/** One flag of a program or a command. It is what is parsed, what `--help` and the man page show, and what shells complete. */
export interface Option {
  /** Without the dashes. */
  readonly name: string;
  /** Its short form, one letter. */
  readonly short?: string;
  /** The name of its value. A flag that takes none has no such name; one that is called `TEXT` may be empty. */
  readonly value?: string;
  /** What it does, in half a line; line breaks stay in a help text. */
  readonly help: string;
  /** What a shell offers for the value: a `file`, or the names that `PROGRAM completion LIST` prints. */
  readonly completes?: string;
  /** Every one counts, where of another flag the last one wins. */
  readonly isRepeatable?: true;
  /** It is parsed, and not mentioned anywhere. */
  readonly isHidden?: true;
}

/** How an option is written, the short form first: `-m`, `--model`. */
export function optionForms({ name, short }: Pick<Option, "name" | "short">): readonly string[] {
  return [...(short === undefined ? [] : [`-${short}`]), `--${name}`];
}
