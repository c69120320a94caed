import { type AskTmux, createTmuxClient, readTmuxFacts } from "@hexai/tmux";

import type { ActRequest } from "../parse-arguments.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The tmux that this run was started in. */
export interface TmuxView {
  /** Leads a tmux client to `pane`. */
  readonly env: Environment;
  /** The one whose key it was, else that of `TMUX_PANE`. */
  readonly pane: string;
  readonly ask: AskTmux;
  /** As `readTmuxFacts` gives them; `failed` where nobody needs them. */
  readonly facts: ReturnType<typeof readTmuxFacts>;
}

/** Asks tmux at once: it answers while this process loads what it needs next. */
export function lookAtTmux({ pane: own, action, yes }: ActRequest, env: Environment): TmuxView {
  const pane = own ?? env["TMUX_PANE"] ?? "";
  const tmuxEnv = { ...env, TMUX_PANE: pane };
  const ask = createTmuxClient(tmuxEnv);
  const isSilent = action !== undefined && yes;
  const isNeeded = own !== undefined || (!isSilent && (env["TMUX"] ?? "") !== "");
  const facts = isNeeded ? readTmuxFacts(pane, ask) : Promise.resolve("failed" as const);
  return { env: tmuxEnv, pane, ask, facts };
}
