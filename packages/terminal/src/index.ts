export { listenForKeypresses } from "./keys/io/listen-for-keypresses.ts";
export type { Keypress } from "./keys/keypress.ts";
export { lineText, lineWidth, type StyledLine, type StyledSegment } from "./lines/styled-line.ts";
export { StyledLines, type StyledLinesProps } from "./lines/styled-lines.tsx";
