import type { Keypress } from "@hexai/terminal";

import type { PricedReport } from "../usage-rows.ts";

/** Everything that `hexai stats --watch` shows. */
export interface StatsWatchState {
  /** Size of the terminal in display cells. */
  readonly columns: number;
  readonly rows: number;
  /** The newest report that could be read; undefined before the first one. */
  readonly report: PricedReport | undefined;
  /** Why nothing newer could be read. */
  readonly failure: string | undefined;
  readonly isOver: boolean;
}

/** What the view needs to know of a key. */
export type StatsWatchKey = Pick<Keypress, "ctrl" | "name" | "text">;

export type StatsWatchEvent =
  | { readonly type: "report"; readonly report: PricedReport }
  | { readonly type: "failure"; readonly message: string }
  | { readonly type: "resize"; readonly columns: number; readonly rows: number }
  | { readonly type: "key"; readonly key: StatsWatchKey };

export function firstStatsWatchState({
  columns,
  rows,
}: Pick<StatsWatchState, "columns" | "rows">): StatsWatchState {
  return { columns, rows, report: undefined, failure: undefined, isOver: false };
}

/** What is shown after an event. A failure leaves what was read before it on the screen. */
export function nextStatsWatchState(
  state: StatsWatchState,
  event: StatsWatchEvent,
): StatsWatchState {
  switch (event.type) {
    case "report": {
      return { ...state, report: event.report, failure: undefined };
    }
    case "failure": {
      return { ...state, failure: event.message };
    }
    case "resize": {
      return { ...state, columns: event.columns, rows: event.rows };
    }
    case "key": {
      return isLeave(event.key) ? { ...state, isOver: true } : state;
    }
    default: {
      return event satisfies never;
    }
  }
}

function isLeave({ ctrl, name, text }: StatsWatchKey): boolean {
  return name === "escape" || text === "q" || (ctrl && name === "c");
}
