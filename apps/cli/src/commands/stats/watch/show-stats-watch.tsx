import { render } from "ink";

import type { StatsWatchEvent, StatsWatchKey } from "./stats-watch-state.ts";
import { StatsWatch, type StatsWatchProps } from "./stats-watch.tsx";

/** A terminal that can be drawn on and that keys come from. */
export interface Screen {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

/** Calls `look` whenever there may be something new, until it is ended by the function that it returns. */
type Follow = (look: () => Promise<void>, onFailure: (error: unknown) => void) => () => void;

export interface StatsWatchOptions {
  readonly follow: Follow;
  /** Reports every key, until it is ended by the function that it returns. */
  readonly listen: (onKey: (key: StatsWatchKey) => void) => () => void;
  /** Reads the statistics: a report, or why there is none. */
  readonly read: () => Promise<StatsWatchEvent>;
  readonly isColorful: boolean;
  /** Takes the screen down. */
  readonly signal: AbortSignal;
}

const ALTERNATE_SCREEN = "\u001b[?1049h\u001b[H";
const MAIN_SCREEN = "\u001b[?1049l";

/** `hexai stats --watch`: draws on the alternate screen until the user quits, and then restores the screen. */
export async function showStatsWatch(
  { stdin, stdout }: Screen,
  { follow, listen, read, isColorful, signal }: StatsWatchOptions,
): Promise<void> {
  signal.throwIfAborted();
  const followAll: StatsWatchProps["follow"] = (onEvent, onBug) => {
    const stopListening = listen((key) => onEvent({ type: "key", key }));
    const stopFollowing = follow(async () => onEvent(await read()), onBug);
    return () => {
      stopFollowing();
      stopListening();
    };
  };

  stdout.write(ALTERNATE_SCREEN);
  const app = render(<StatsWatch follow={followAll} isColorful={isColorful} />, {
    stdin,
    stdout,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const takeDown = (): void => app.unmount();
  signal.addEventListener("abort", takeDown);
  try {
    await app.waitUntilExit();
  } finally {
    signal.removeEventListener("abort", takeDown);
    stdout.write(MAIN_SCREEN);
  }
}
