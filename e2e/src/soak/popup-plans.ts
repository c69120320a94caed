import { runKilled, runToItsEnd, runUncounted } from "./run-program.ts";

/** What the user waits for, and does then. */
export interface Step {
  readonly sees: RegExp;
  readonly does: "close-popup" | "kill-popup" | readonly string[];
}

/** What a user of the popup means to do. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly run: typeof runToItsEnd;
  readonly flags?: readonly string[];
  /** Whether the result is wanted. Else the selection must come back. */
  readonly accepts: boolean;
  /** Whether the model is asked, which takes a selection that it could read. */
  readonly asks: boolean;
}

/** What the preview offers. */
export const IN_PREVIEW: RegExp = /accept/u;
const IN_MENU = /Rewrite selection/u;
const ASK: Step = { sees: IN_MENU, does: ["i"] };

const PLANS: readonly Plan[] = [
  asking([ASK, { sees: IN_PREVIEW, does: ["Enter"] }], { accepts: true }),
  asking([ASK, { sees: IN_PREVIEW, does: ["Escape"] }]),
  asking([ASK], { accepts: true, flags: ["--yes"] }),
  asking([
    ASK,
    { sees: IN_PREVIEW, does: ["n"] },
    { sees: /What is to be different/u, does: ["x", "Enter"] },
    { sees: IN_PREVIEW, does: ["C-F1", "j", "Escape"] },
  ]),
  asking([ASK, { sees: IN_PREVIEW, does: "kill-popup" }]),
  asking([ASK, { sees: /waiting for|answering|accept/u, does: "close-popup" }], {
    run: runUncounted,
  }),
  asking([ASK, { sees: /waiting for|answering|accept/u, does: "kill-popup" }], {
    run: runUncounted,
  }),
  asking([ASK, { sees: IN_PREVIEW, does: ["Enter"] }], { accepts: true, run: runKilled }),
  looking([{ sees: IN_MENU, does: ["s"] }]),
  looking([
    { sees: IN_MENU, does: ["j", "/", "zz"] },
    { sees: /nothing like that/u, does: ["Escape"] },
    { sees: IN_MENU, does: ["q"] },
  ]),
  looking([{ sees: IN_MENU, does: "close-popup" }]),
  looking([{ sees: IN_MENU, does: "kill-popup" }]),
];

/** One plan after the other; behind the last comes the first. @param index - A whole number from 0. */
export function planAt(index: number): Plan {
  return PLANS[index % PLANS.length] ?? asking([]);
}

function asking(steps: readonly Step[], options: Partial<Plan> = {}): Plan {
  return { steps, run: runToItsEnd, accepts: false, asks: true, ...options };
}

function looking(steps: readonly Step[]): Plan {
  return { steps, run: runToItsEnd, accepts: false, asks: false };
}
