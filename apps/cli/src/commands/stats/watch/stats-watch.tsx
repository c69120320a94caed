import { Box, Text, useApp, useStdout } from "ink";
import { type ReactElement, useEffect, useReducer } from "react";

import type { Line } from "./line.ts";
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
  const [state, dispatch] = useReducer(nextStatsWatchState, firstStatsWatchState(sizeOf(stdout)));

  useEffect(() => {
    const fail = (error: unknown): void =>
      exit(error instanceof Error ? error : new Error(String(error)));
    return follow(dispatch, fail);
  }, [exit, follow]);
  useEffect(() => {
    const resize = (): void => dispatch({ type: "resize", ...sizeOf(stdout) });
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

  return (
    <Box flexDirection="column">
      {statsWatchLines(state).map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line is its place on the screen
        <LineView key={index} line={line} isColorful={isColorful} />
      ))}
    </Box>
  );
}

/** What a terminal has that does not tell its size. */
const USUAL_SIZE = { columns: 80, rows: 24 };

function sizeOf({ columns, rows }: NodeJS.WriteStream): typeof USUAL_SIZE {
  return columns > 0 && rows > 0 ? { columns, rows } : USUAL_SIZE;
}

interface LineViewProps {
  readonly line: Line;
  readonly isColorful: boolean;
}

function LineView({ line, isColorful }: LineViewProps): ReactElement {
  return (
    <Text wrap="truncate">
      {line.length === 0
        ? " "
        : line.map(({ text, color, isDim = false, isBold = false }, index) => (
            <Text
              // oxlint-disable-next-line react/no-array-index-key -- segments never change places
              key={index}
              {...(isColorful && color !== undefined ? { color } : {})}
              dimColor={isColorful && isDim}
              bold={isColorful && isBold}
            >
              {text}
            </Text>
          ))}
    </Text>
  );
}
