import type { RunKeyCommand } from "../../../command.ts";
import { runProgram } from "./run-program.ts";

type KeyOutcome = Awaited<ReturnType<RunKeyCommand>>;

const TIMEOUT_MS = 10_000;

/** Runs an `api_key_command`, each only once, because it may ask for a password. */
export function createKeyCommand(): RunKeyCommand {
  const outcomes = new Map<string, Promise<KeyOutcome>>();
  return (command, env) => {
    const name = JSON.stringify(command);
    const outcome = outcomes.get(name) ?? run(command, env);
    outcomes.set(name, outcome);
    return outcome;
  };
}

async function run(
  command: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<KeyOutcome> {
  const end = await runProgram(command, env, TIMEOUT_MS);
  if (end.type === "gave-up") {
    return { ok: false, reason: `took longer than ${TIMEOUT_MS / 1000} s` };
  }
  if (end.type !== "ended") {
    return { ok: false, reason: end.type === "missing" ? "was not found" : "could not be started" };
  }
  const output = end.output.trim();
  if (end.code !== 0) {
    return { ok: false, reason: `ended with exit code ${end.code}` };
  }
  return output === "" ? { ok: false, reason: "printed nothing" } : { ok: true, output };
}
