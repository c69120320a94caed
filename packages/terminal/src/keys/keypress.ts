/** A key that was pressed, or a text that was pasted. */
export interface Keypress {
  /** What the terminal sent. */
  readonly sequence: string;
  /** `up`, `return`, `a`, …; undefined for a key that has no name here. */
  readonly name?: string | undefined;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
  /** The character that the key types; undefined for one that types none, and for a paste. */
  readonly text?: string | undefined;
  /** A whole text that came between the marks of a bracketed paste. */
  readonly paste?: string | undefined;
}
