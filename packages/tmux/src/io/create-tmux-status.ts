import process from "node:process";

import { hourglassWatch, idleTextOf, isBusy } from "../hourglass.ts";
import { tmuxArgument } from "../tmux-argument.ts";
import type { TmuxStatus } from "../tmux-status.ts";
import { runTmux, type TmuxOutcome, type TmuxRun } from "./run-tmux.ts";

export interface TmuxStatusOptions {
  /** The environment of this process: `TMUX` names the server, `PATH` finds the program. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the status is shown at all. @default true */
  readonly enabled?: boolean | undefined;
  /** How soon tmux removes the hourglass of this process after a `kill -9`, in seconds. @default 10 */
  readonly watchSeconds?: number | undefined;
}

/** Longer than a run of tmux can last, so that two runs never overlap. */
const PAUSE_MS = 1000;

/**
 * The status of the tmux server that this process runs in. It does nothing outside tmux, without a tmux program or when disabled.
 *
 * Every call redraws all clients of the server. So tmux is called at most once a second, by one child at a time, and only for
 * a text that differs from the one on display. Texts in between are dropped, and so is a text that tmux could not accept.
 * The tmux server itself removes an hourglass within `watchSeconds` after this process died, whatever ended it, and keeps the
 * rest of the text. Neither a pause nor a child keeps this process alive, except during a `flush()`.
 */
export function createTmuxStatus({
  env,
  enabled = true,
  watchSeconds = 10,
}: TmuxStatusOptions): TmuxStatus {
  let isUsable = enabled && (env["TMUX"] ?? "") !== "";
  let wanted: string | undefined;
  let shown: string | undefined;
  let current: TmuxRun | undefined;
  let pause: NodeJS.Timeout | undefined;
  let busyTexts = 0;

  function push(text: string): TmuxRun {
    wanted = undefined;
    shown = text;
    pushAfter(PAUSE_MS);
    const run = isBusy(text) ? pushBusy(text) : runTmux(option("@hexai_status", text), env);
    current = { ...run, outcome: run.outcome.then(settle) };
    return current;
  }

  /**
   * Shows an hourglass and starts the check by one run: tmux may show the text of a run that took too long and was killed, and
   * a second run would not follow it.
   */
  function pushBusy(text: string): TmuxRun {
    busyTexts += 1;
    const owner = `${process.pid}.${busyTexts}`;
    const { check, start } = hourglassWatch(process.pid, owner, watchSeconds);
    const options = [
      ["@hexai_status", text],
      ["@hexai_status_idle", idleTextOf(text)],
      ["@hexai_status_owner", owner],
      ["@hexai_status_check", check],
    ] as const;
    return runTmux(
      [...options.flatMap(([name, value]) => [...option(name, value), ";"]), ...start],
      env,
    );
  }

  function settle(outcome: TmuxOutcome): TmuxOutcome {
    current = undefined;
    if (outcome !== "done") {
      shown = undefined;
    }
    if (outcome === "missing") {
      isUsable = false;
    }
    return outcome;
  }

  function pushAfter(milliseconds: number): void {
    clearTimeout(pause);
    pause = setTimeout(() => {
      pause = undefined;
      const text = pending();
      if (text !== undefined) {
        push(text);
      }
    }, milliseconds).unref();
  }

  function pending(): string | undefined {
    return isUsable && wanted !== shown ? wanted : undefined;
  }

  return {
    set(text) {
      wanted = text;
      if (isUsable && pause === undefined) {
        pushAfter(0);
      }
    },
    async flush() {
      let outcome: TmuxOutcome | undefined;
      while (outcome !== "gave-up") {
        const text = pending();
        const run = current ?? (text === undefined ? undefined : push(text));
        if (run === undefined) {
          return;
        }
        run.hold();
        outcome = await run.outcome;
      }
    },
  };
}

function option(name: string, value: string): readonly string[] {
  return ["set-option", "-gq", "--", name, tmuxArgument(value)];
}
