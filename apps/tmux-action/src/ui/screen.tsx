import { Box, Text } from "ink";
import type { ReactElement } from "react";

import type { ScreenLine } from "./line.ts";

export interface ScreenProps {
  readonly lines: readonly ScreenLine[];
  readonly isColorful: boolean;
}

/** Draws lines. */
export function Screen({ lines, isColorful }: ScreenProps): ReactElement {
  return (
    <Box flexDirection="column">
      {lines.map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line is its place on the screen
        <LineView key={index} line={line} isColorful={isColorful} />
      ))}
    </Box>
  );
}

interface LineViewProps {
  readonly line: ScreenLine;
  readonly isColorful: boolean;
}

function LineView({ line, isColorful }: LineViewProps): ReactElement {
  return (
    <Text wrap="truncate">
      {line.length === 0
        ? " "
        : line.map(({ text, color, isDim, isBold, isInverse }, index) => (
            <Text
              // oxlint-disable-next-line react/no-array-index-key -- segments never change places
              key={index}
              {...(isColorful && color !== undefined ? { color } : {})}
              dimColor={isColorful && isDim === true}
              bold={isColorful && isBold === true}
              inverse={isInverse === true}
            >
              {text}
            </Text>
          ))}
    </Text>
  );
}
