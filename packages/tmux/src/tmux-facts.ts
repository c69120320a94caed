/** What a tmux server reports about a pane and its clients. */
export interface TmuxFacts {
  /** The width of the client in cells; 0 when no client is attached. */
  readonly columns: number;
  readonly rows: number;
  /** How many clients are attached to the pane's session. */
  readonly clients: number;
  /** Whether text is selected in copy mode. */
  readonly hasSelection: boolean;
  /** Whether the pane is in a mode such as copy mode, which hides pasted text. */
  readonly isInMode: boolean;
}

/** The format that `tmuxFactsOf` understands. */
export const FACTS_FORMAT =
  "#{client_width} #{client_height} #{session_attached} #{?selection_present,1,0} #{?pane_in_mode,1,0}";

/** `undefined` when `output` is not an expansion of `FACTS_FORMAT`. */
export function tmuxFactsOf(output: string): TmuxFacts | undefined {
  const match = /^(\d*) (\d*) (\d+) ([01]) ([01])\n?$/.exec(output);
  if (match === null) {
    return undefined;
  }
  const [, columns, rows, clients, selection, mode] = match;
  return {
    columns: Number(columns),
    rows: Number(rows),
    clients: Number(clients),
    hasSelection: selection === "1",
    isInMode: mode === "1",
  };
}
