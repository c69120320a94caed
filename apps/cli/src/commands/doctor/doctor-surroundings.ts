import type { ChatClient } from "@hexai/chat";
import type { Config } from "@hexai/config";

import type { Terminal } from "../../output/terminal.ts";
import type { Target } from "../../settings/configured-targets.ts";
import type { RunKeyCommand } from "./checks/io/run-key-command.ts";

/** What `hexai doctor` takes from the process. */
export interface DoctorSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly terminal: Terminal;
  /** Of Hexai, and of Node. */
  readonly version: string;
  readonly nodeVersion: string;
  readonly createClient: (config: Config, target: Target, network: Network) => Promise<ChatClient>;
  readonly listModels: (
    config: Config,
    provider: string,
    network: Network & { readonly signal: AbortSignal },
  ) => Promise<readonly string[]>;
}

/** How providers and keys are got at. */
export interface Network {
  /** Nothing is sent: whoever would be looked for counts as there. */
  readonly isOffline: boolean;
  readonly runCommand: RunKeyCommand;
}
