import { type Finding, ok, warn } from "../check.ts";
import type { TmuxView } from "./tmux-view.ts";

/** The width of a usual line, in cells; it must fit while no line is shown. */
const USUAL_WIDTH = 70;

const HOW_TO_SHOW = 'in tmux.conf: set -g status-right "#{@hexai_status}"';

/** Whether the status line of this tmux shows the Σ line, and all of it. */
export function statusLineFindings(view: TmuxView): readonly Finding[] {
  const { status, isUtf8 } = view;
  const sides = [
    { name: "status-left", text: view.left, length: view.leftLength },
    { name: "status-right", text: view.right, length: view.rightLength },
  ];
  const shown = sides.filter(({ text }) => /hexai_status/u.test(text));
  return [
    ...(status === "off"
      ? [warn("tmux's status line is switched off", "in tmux.conf: set -g status on")]
      : []),
    ...(shown.length === 0
      ? [warn("neither status-left nor status-right shows the Σ line", HOW_TO_SHOW)]
      : shown.flatMap((side) => sideFindings(side, view.shownWidth))),
    ...(isUtf8 === false
      ? [warn("tmux draws no UTF-8 here: Σ becomes _", "start tmux with: tmux -u")]
      : []),
  ];
}

interface Side {
  readonly name: string;
  readonly text: string;
  readonly length: number;
}

function sideFindings({ name, text, length }: Side, shownWidth: number): readonly Finding[] {
  if (/#\{E:@hexai_status\}/u.test(text)) {
    return [
      warn(
        `${name} expands the Σ line once more`,
        "write #{@hexai_status} without E: it is text with styles and no format",
      ),
    ];
  }
  if (!text.includes("@hexai_status")) {
    return [
      warn(
        `${name} has #{hexai_status}, which only the plugin hexai.tmux fills`,
        "load the plugin behind that line, or write #{@hexai_status}",
      ),
    ];
  }
  const width = shownWidth === 0 ? USUAL_WIDTH : shownWidth;
  return [
    length < width
      ? warn(
          `${name} shows the Σ line, but ${name}-length is ${length} and the line takes ${width}`,
          `in tmux.conf: set -g ${name}-length 100`,
        )
      : ok(`${name} shows the Σ line`),
  ];
}
