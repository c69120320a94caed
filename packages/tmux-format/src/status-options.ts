/** How a status line looks. What is not a known theme or colour is ignored. */
export interface LineOptions {
  /**
   * `white-on-purple` (`purple`, `wp`), `black-on-yellow` (`yellow`, `by`) or `white-on-blue`
   * (`blue`, `wb`). When undefined, the style of the user's own status line.
   */
  readonly theme?: string | undefined;
  /** Text colour by its tmux name (`red`, `brightred`, `colour42`, `#rrggbb`, `default`). Wins over the theme. */
  readonly fg?: string | undefined;
  /** Background colour, named like `fg`. Wins over the theme. */
  readonly bg?: string | undefined;
  /** Widest line in display cells, everything visible included. When undefined or below 1, there is no limit. */
  readonly maxWidth?: number | undefined;
}

/** What is known of the cost of requests. */
export interface KnownCost {
  /** US dollars; undefined when nothing is known. */
  readonly usd?: number | undefined;
  /** Of how many requests it is known. */
  readonly reqs: number;
}

/** Which figures a line about all requests has. */
export interface FigureOptions {
  /** Any of `requests`, `tokens` and `cost`. @default ["requests"] */
  readonly show?: readonly string[] | undefined;
  /** What all requests of the snapshot cost. */
  readonly cost?: KnownCost | undefined;
}

/** How the Σ line looks, and what it says. */
export interface StatusOptions extends LineOptions, FigureOptions {
  /** In US dollars, for the window. From 80 % of it the line is black on yellow, from 100 % white on red, whatever its colours are. */
  readonly budgetUsd?: number | undefined;
  /** Leaves the part about one model out. */
  readonly narrow?: boolean | undefined;
  /** Leads the line with `⏳`: a request is under way. */
  readonly busy?: boolean | undefined;
}
