import { StyledLines } from "@hexai/terminal";
import { useApp, useStdout } from "ink";
import { type ReactElement, useEffect, useReducer } from "react";

import { statsWatchLines } from "./stats-watch-lines.ts";
import {
  firstStatsWatchState,
  nextStatsWatchState,
  type StatsWatchEvent,
} from "./stats-watch-state.ts";

export interface StatsWatchProps {
  /** Tells what happens to the statistics and on the keyboard, until it is ended by the function that it returns. */
  readonly follow: (
    onEvent: (event: StatsWatchEvent) => void,
    onBug: (error: unknown) => void,
  ) => () => void;
  readonly isColorful: boolean;
}

/** `hexai stats --watch`. */
export function StatsWatch({ follow, isColorful }: StatsWatchProps): ReactElement {
  const { exit } = useApp();
  const { stdout } = useStdout();
  const [state, dispatch] = useReducer(
    nextStatsWatchState,
    firstStatsWatchState(terminalSize(stdout)),
  );

  useEffect(() => {
    const fail = (error: unknown): void =>
      exit(error instanceof Error ? error : new Error(String(error)));
    return follow(dispatch, fail);
  }, [exit, follow]);
  useEffect(() => {
    const resize = (): void => dispatch({ type: "resize", ...terminalSize(stdout) });
    stdout.on("resize", resize);
    return () => {
      stdout.off("resize", resize);
    };
  }, [stdout]);
  useEffect(() => {
    if (state.isOver) {
      exit();
    }
  }, [exit, state.isOver]);

  return <StyledLines lines={statsWatchLines(state)} isColorful={isColorful} />;
}

/** What a terminal has that does not tell its size. */
const USUAL_SIZE = { columns: 80, rows: 24 };

function terminalSize({ columns, rows }: NodeJS.WriteStream): typeof USUAL_SIZE {
  return columns > 0 && rows > 0 ? { columns, rows } : USUAL_SIZE;
}
