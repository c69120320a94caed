import { displayWidth, padEndToWidth } from "@hexai/terminal/text";

/** One key as it is shown. */
export interface ShownKey {
  readonly key: string;
  /** Empty when it is not set. */
  readonly value: string;
  /** Where the value comes from. */
  readonly place: string;
}

/** Where places begin at the latest, in display cells. A longer line pushes its own further to the right. */
const LATEST_PLACE = 60;

/** A line for every key: its value and, behind a `#`, where that comes from. Ends with a line feed. */
export function configLines(keys: readonly ShownKey[]): string {
  const texts = keys.map(({ key, value }) =>
    value === "" ? `${key} is not set` : `${key} = ${value}`,
  );
  const widths = texts.map((text) => displayWidth(text)).filter((width) => width <= LATEST_PLACE);
  const start = Math.max(...widths, 0);
  return keys
    .map(({ place }, index) => `${padEndToWidth(texts[index] ?? "", start)}  # ${place}\n`)
    .join("");
}
