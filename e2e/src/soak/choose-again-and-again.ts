import { setTimeout as sleep } from "node:timers/promises";

import { processesIn, type TmuxSession } from "@hexai/testing";

import { hasPopup } from "./leftovers.ts";
import { send } from "./population.ts";
import { type Ended, runKilled, runToItsEnd, runUncounted } from "./run-doomed.ts";
import { binOf, type Scene } from "./scene.ts";
import { MARK } from "./weather.ts";

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

/** Where the popup is. */
export interface PopupPlace {
  readonly home: string;
  /** The session that the program runs in. */
  readonly inner: TmuxSession;
  /** What its user sees, and types into. */
  readonly outer: TmuxSession;
}

/** What the user waits for, and does then. */
interface Step {
  readonly sees: RegExp;
  readonly does: "close-popup" | "kill-popup" | readonly string[];
}

interface Plan {
  readonly steps: readonly Step[];
  readonly run: typeof runToItsEnd;
  readonly flags?: readonly string[];
  /** Whether the result is wanted. Else the selection must come back. */
  readonly accepts: boolean;
  /** Whether the model is asked, which takes a selection that it could read. */
  readonly asks: boolean;
}

const CODE = Buffer.from(`\tlet ${MARK} = 6 * 7;\r\n// é 日 and no end of the line`);
/** No UTF-8. */
const ODD = Buffer.from("a\r\n\tb\0 \xff\xfe \xe9", "latin1");
/** What the weather's answers begin with. */
const RESULT = /^\s*(?:const answer = 42|flood )/u;

const IN_MENU = /Rewrite selection/u;
const IN_PREVIEW = /accept/u;
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

function asking(steps: readonly Step[], options: Partial<Plan> = {}): Plan {
  return { steps, run: runToItsEnd, accepts: false, asks: true, ...options };
}

function looking(steps: readonly Step[]): Plan {
  return { steps, run: runToItsEnd, accepts: false, asks: false };
}

/** Somebody in tmux who pipes selections through `hexai-tmux-action` and chooses in its popup. */
export async function chooseAgainAndAgain(scene: Scene, place: PopupPlace): Promise<Chosen> {
  const { ending, random, onFault } = scene;
  const total = { runs: 0, accepted: 0, returned: 0, failed: 0, killed: 0 };
  const first = Math.floor(random() * PLANS.length);
  while (!ending.aborted) {
    const plan = PLANS[(first + total.runs * 5) % PLANS.length] ?? asking([]);
    const selection = plan.asks ? CODE : ODD;
    total.runs += 1;
    const ended = await carryOut(plan, selection, scene, place);
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
  scene: Scene,
  place: PopupPlace,
): Promise<Ended> {
  const over = new AbortController();
  const argv = [binOf("tmux-action"), ...(plan.flags ?? [])];
  const ending = plan
    .run(scene, argv, { input, env: place.inner.inside })
    .finally(() => over.abort());
  const watching = setTimeout(() => void tell(), PATIENCE_MS);
  async function tell(): Promise<void> {
    scene.onFault(`a popup stays:\n${(await place.outer.screen()).trimEnd()}`);
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

/** Takes the steps one after the other; leaves when it fails. */
async function use(steps: readonly Step[], place: PopupPlace, over: AbortSignal): Promise<void> {
  for (const { sees, does } of steps) {
    const screen = await seen(place, over, (text) => sees.test(text) || hasFailed(text));
    if (screen === undefined || hasFailed(screen)) {
      break;
    }
    await act(does, place);
  }
  if ((await seen(place, over, hasFailed)) !== undefined) {
    await press(place, ["x"]);
    if ((await seen(place, over, (text) => IN_PREVIEW.test(text))) !== undefined) {
      await press(place, ["Escape"]); // there is an earlier answer
    }
  }
}

function hasFailed(screen: string): boolean {
  return screen.includes("✗");
}

async function act(does: Step["does"], place: PopupPlace): Promise<void> {
  switch (does) {
    case "close-popup": {
      await place.inner.tmux("display-popup", "-C");
      break;
    }
    case "kill-popup": {
      for (const { pid, command } of await processesIn(place.home)) {
        if (command.includes(" --screen ")) {
          send(pid, "SIGKILL");
        }
      }
      break;
    }
    default: {
      await press(place, does);
    }
  }
}

async function press({ outer }: PopupPlace, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await outer.tmux("send-keys", key);
  }
}

/** After this a popup is shown to whoever reads the faults; its program is killed later. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 40;

/** The screen, once `isIt` is true of it; nothing when the program is over before. */
async function seen(
  { outer }: PopupPlace,
  over: AbortSignal,
  isIt: (screen: string) => boolean,
): Promise<string | undefined> {
  while (!over.aborted) {
    const screen = await outer.screen();
    if (isIt(screen)) {
      return screen;
    }
    await sleep(LOOK_EVERY_MS);
  }
  return undefined;
}

const QUIET_WITHIN_MS = 15_000;

/** Until the popup is gone, and whatever would open or show one. */
async function untilQuiet({ home, outer }: PopupPlace, onFault: Scene["onFault"]): Promise<void> {
  const deadline = performance.now() + QUIET_WITHIN_MS;
  const isQuiet = async (): Promise<boolean> =>
    !hasPopup(await outer.screen()) &&
    (await processesIn(home)).every(({ command }) => !/ --screen | display-popup /u.test(command));
  while (!(await isQuiet())) {
    if (performance.now() > deadline) {
      onFault(`a popup is left: ${(await outer.screen()).trim()}`);
      return;
    }
    await sleep(LOOK_EVERY_MS);
  }
}
