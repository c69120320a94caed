/** What a tmux server says about its status line. */
export interface TmuxView {
  /** `on`, `off` or how many lines. */
  readonly status: string;
  readonly left: string;
  readonly right: string;
  /** In cells. */
  readonly leftLength: number;
  readonly rightLength: number;
  /** Width of what Hexai shows now, in cells; 0 when it shows nothing. */
  readonly shownWidth: number;
  /** Whether the client draws UTF-8; undefined when no client is attached. */
  readonly isUtf8: boolean | undefined;
}

/** The format that `parseTmuxView` understands: tmux gives options as they were set, not expanded. */
export const VIEW_FORMAT = [
  "#{status}",
  "#{status-left-length}",
  "#{status-right-length}",
  "#{w:@hexai_status}",
  "#{client_utf8}",
  "#{status-left}",
  "#{status-right}",
].join("\n");

/** Parses the output of tmux for `VIEW_FORMAT`; undefined for anything else. */
export function parseTmuxView(output: string): TmuxView | undefined {
  const [status, leftLength, rightLength, shownWidth, utf8, left, ...right] = output.split("\n");
  if (status === undefined || left === undefined || right.length === 0) {
    return undefined;
  }
  return {
    status,
    left,
    right: right.join("\n"),
    leftLength: Number(leftLength),
    rightLength: Number(rightLength),
    shownWidth: Number(shownWidth),
    isUtf8: utf8 === "" ? undefined : utf8 === "1",
  };
}
