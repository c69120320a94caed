/** One flag of a program. */
export interface OptionRow {
  /** Without the dashes. */
  readonly name: string;
  /** Its short form, one letter. */
  readonly short?: string;
  /** Name of its value; absent for a flag that is only there or not. */
  readonly value?: string;
  /** What it does, in half a line; line breaks stay in a help text. */
  readonly help: string;
}
