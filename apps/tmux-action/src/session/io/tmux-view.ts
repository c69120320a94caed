import { type AskTmux, createTmuxClient, readTmuxFacts } from "@hexai/tmux";

type Environment = Readonly<Record<string, string | undefined>>;

/** The tmux server and the pane that this run was started in. */
export interface TmuxView {
  /** Leads a tmux client to `pane`. */
  readonly env: Environment;
  /** The pane whose key was pressed, else that of `TMUX_PANE`. */
  readonly pane: string;
  readonly ask: AskTmux;
  /** As `readTmuxFacts` gives them, asked for once. */
  readonly facts: () => ReturnType<typeof readTmuxFacts>;
}

export function createTmuxView(env: Environment, pane = env["TMUX_PANE"] ?? ""): TmuxView {
  const tmuxEnv = { ...env, TMUX_PANE: pane };
  const ask = createTmuxClient(tmuxEnv);
  let asked: ReturnType<typeof readTmuxFacts> | undefined;
  return { env: tmuxEnv, pane, ask, facts: () => (asked ??= readTmuxFacts(pane, ask)) };
}
