import { Text, useCursor } from "ink";
import type { ReactElement } from "react";

import { cursorOf, type StyledLine } from "./styled-line.ts";

export interface StyledLinesProps {
  /** Each fits into the terminal. */
  readonly lines: readonly StyledLine[];
  readonly isColorful: boolean;
}

/** Draws lines with ink: as one text, because a layout of many takes ink a quarter of a bare start. */
export function StyledLines({ lines, isColorful }: StyledLinesProps): ReactElement {
  const { setCursorPosition } = useCursor();
  setCursorPosition(cursorOf(lines));
  return (
    <Text wrap="truncate">
      {lines.map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line is its place on the screen
        <Text key={index}>
          {index > 0 && "\n"}
          {line.map(({ text, color, isDim, isBold, isInverse }, segment) => (
            <Text
              // oxlint-disable-next-line react/no-array-index-key -- segments never change places
              key={segment}
              {...(isColorful && color !== undefined ? { color } : {})}
              dimColor={isColorful && isDim === true}
              bold={isColorful && isBold === true}
              inverse={isInverse === true}
            >
              {text}
            </Text>
          ))}
        </Text>
      ))}
    </Text>
  );
}
