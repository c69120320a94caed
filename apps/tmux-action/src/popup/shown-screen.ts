import { loadScreen } from "../screen/io/show-on-terminal.ts";
import { createLinePair } from "./create-line-pair.ts";
import type { OpenScreen } from "./io/open-screen.ts";
import type { Line } from "./line.ts";
import type { FromScreen, ToScreen } from "./screen-messages.ts";

/** A screen that shows what it is told. */
export interface ShownScreen {
  readonly line: Line<ToScreen, FromScreen>;
  /** Resolves when the terminal is as it was before. */
  readonly gone: Promise<void>;
}

export function shownScreen(screen: Exclude<OpenScreen, { readonly type: "none" }>): ShownScreen {
  if (screen.type === "tmux") {
    return { line: screen.line, gone: Promise.resolve() };
  }
  const [line, otherEnd] = createLinePair<ToScreen, FromScreen>();
  return { line, gone: loadScreen().then((show) => show(otherEnd)) };
}
