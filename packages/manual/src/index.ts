export { type ManBlock, type ManPage, manPage, type ManPart } from "./man-page.ts";
export { optionLines } from "./option-lines.ts";
export type { OptionRow } from "./option-row.ts";
