import type { ServerContext } from "../server-context.ts";

/** Ends what models are writing into documents at the moment. What is there already stays. */
export const STOP_COMMAND = "hexai.stop";

export function runStopCommand({ stopWriting }: ServerContext): void {
  stopWriting();
}
