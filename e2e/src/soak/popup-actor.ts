import { hexaiProgram } from "@hexai/testing";

import { type Plan, planAt } from "./popup-plans.ts";
import { type PopupPlace, untilQuiet, use } from "./popup-user.ts";
import { MARK } from "./provider-conditions.ts";
import { type Ended, runKilled } from "./run-program.ts";
import type { SoakContext } from "./soak-context.ts";

/** What a user of the popup did. */
export interface Chosen {
  readonly runs: number;
  readonly accepted: number;
  /** How often the selection came back byte for byte. */
  readonly returned: number;
  /** How often it failed, and said why. */
  readonly failed: number;
  /** How often the program was killed. */
  readonly killed: number;
}

const CODE = Buffer.from(`\tlet ${MARK} = 6 * 7;\r\n// é 日 and no end of the line`);
/** No UTF-8. */
const ODD = Buffer.from("a\r\n\tb\0 \xff\xfe \xe9", "latin1");
/** What the condition's answers begin with. */
const RESULT = /^\s*(?:const answer = 42|flood )/u;

/** After this a popup is shown to whoever reads the faults; its program is killed later. */
const PATIENCE_MS = 60_000;
/** So that plans which are alike do not follow each other; shares no divisor with how many there are. */
const STRIDE = 5;

/** Somebody in tmux who pipes selections through `hexai-tmux-action` and chooses in its popup. */
export async function useMenuRepeatedly(context: SoakContext, place: PopupPlace): Promise<Chosen> {
  const { ending, random, onFault } = context;
  const total = { runs: 0, accepted: 0, returned: 0, failed: 0, killed: 0 };
  const first = Math.floor(random() * 100);
  while (!ending.aborted) {
    const plan = planAt(first + total.runs * STRIDE);
    const selection = plan.asks ? CODE : ODD;
    total.runs += 1;
    const ended = await carryOut(plan, selection, context, place);
    const end = endOf(ended, plan, selection);
    if (end === "fault") {
      const { code, out, err } = ended;
      const steps = plan.steps.map(({ does }) => String(does)).join(" ");
      onFault(`a popup with ${steps} ended with ${code}: ${JSON.stringify(String(out))} ${err}`);
    } else {
      total[end] += 1;
    }
    await untilQuiet(place, onFault);
  }
  return total;
}

async function carryOut(
  plan: Plan,
  input: Buffer,
  context: SoakContext,
  place: PopupPlace,
): Promise<Ended> {
  const over = new AbortController();
  const argv = [hexaiProgram("hexai-tmux-action"), ...(plan.flags ?? [])];
  const ending = plan
    .run(context, argv, { input, env: place.inner.inside })
    .finally(() => over.abort());
  const watching = setTimeout(() => void tell(), PATIENCE_MS);
  async function tell(): Promise<void> {
    context.onFault(`a popup stays:\n${(await place.outer.screen()).trimEnd()}`);
  }
  const [ended] = await Promise.all([ending, use(plan.steps, place, over.signal)]);
  clearTimeout(watching);
  return ended;
}

function endOf(
  { code, out, err }: Ended,
  { accepts, run }: Plan,
  selection: Buffer,
): "accepted" | "failed" | "fault" | "killed" | "returned" {
  if (code === null && run === runKilled) {
    return "killed"; // which may have been in the middle of printing
  }
  if (code === 0 && accepts) {
    return RESULT.test(String(out)) ? "accepted" : "fault";
  }
  if (code === 0) {
    return out.equals(selection) ? "returned" : "fault";
  }
  return code === 1 && out.length === 0 && err !== "" ? "failed" : "fault";
}
