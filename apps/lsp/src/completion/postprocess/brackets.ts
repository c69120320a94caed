/** The brackets of a piece of code. */
export interface Brackets {
  /** How many are opened and not closed. */
  readonly open: number;
  /** Where the first one is that closes what the piece has not opened; undefined when there is none. */
  readonly surplusAt: number | undefined;
}

/** Counts brackets of all kinds alike. What is between quotes on one line does not count. */
export function bracketsOf(text: string): Brackets {
  let open = 0;
  for (let at = 0; at < text.length; at += lengthOf(text, at)) {
    const character = text.charAt(at);
    if ("([{".includes(character)) {
      open += 1;
    } else if (")]}".includes(character)) {
      if (open === 0) {
        return { open, surplusAt: at };
      }
      open -= 1;
    }
  }
  return { open, surplusAt: undefined };
}

/** Of the quoted text that begins at `at`, else of one character. */
function lengthOf(text: string, at: number): number {
  QUOTED.lastIndex = at;
  return QUOTED.exec(text)?.[0].length ?? 1;
}

const QUOTED = /(["'`])(?:\\.|(?!\1)[^\\\n])*\1/uy;
