import { setTimeout as sleep } from "node:timers/promises";

import { processesIn, type TmuxSession } from "@hexai/testing";

import { hasPopup } from "./leftovers.ts";
import { IN_PREVIEW, type Step } from "./popup-plans.ts";
import { send } from "./process-suspender.ts";
import type { SoakContext } from "./soak-context.ts";

/** Where the popup is. */
export interface PopupPlace {
  readonly home: string;
  /** The session that the program runs in. */
  readonly inner: TmuxSession;
  /** What its user sees, and types into. */
  readonly outer: TmuxSession;
}

const POLL_INTERVAL_MS = 40;

/** Takes the steps one after the other; leaves when it fails. @param over - Aborted when the program has ended. */
export async function use(
  steps: readonly Step[],
  place: PopupPlace,
  over: AbortSignal,
): Promise<void> {
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
    await sleep(POLL_INTERVAL_MS);
  }
  return undefined;
}

const QUIET_WITHIN_MS = 15_000;

/** Until the popup is gone, and whatever would open or show one. */
export async function untilQuiet(
  { home, outer }: PopupPlace,
  onFault: SoakContext["onFault"],
): Promise<void> {
  const deadline = performance.now() + QUIET_WITHIN_MS;
  const isQuiet = async (): Promise<boolean> =>
    !hasPopup(await outer.screen()) &&
    (await processesIn(home)).every(({ command }) => !/ --screen | display-popup /u.test(command));
  while (!(await isQuiet())) {
    if (performance.now() > deadline) {
      onFault(`a popup is left: ${(await outer.screen()).trim()}`);
      return;
    }
    await sleep(POLL_INTERVAL_MS);
  }
}
