/** A key as Node tells it (`readline.emitKeypressEvents`), as far as it matters here. */
export interface Keypress {
  /** What the terminal sent. */
  readonly sequence: string;
  readonly name?: string | undefined;
  readonly ctrl: boolean;
  readonly meta: boolean;
}
