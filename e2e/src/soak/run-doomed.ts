import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { text } from "node:stream/consumers";

import { clockOf, type Fate, isDoomed, type Scene } from "./scene.ts";

/** How a program ended. */
export interface Ended {
  readonly fate: Fate;
  /** `null` after a signal. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** How long a program that is going to be killed may live, in milliseconds. */
const LONGEST_LIFE_MS = 1_500;
/** Until then a program must have ended, whatever the provider does: something hangs otherwise. */
const PATIENCE_MS = 120_000;

/**
 * Runs a program to its end, or, one in a few, until it is killed. Its requests go to a model that is named after its fate.
 */
export async function runDoomed(
  scene: Scene,
  argv: readonly string[],
  { input = "", env = {} }: { readonly input?: string; readonly env?: Scene["env"] } = {},
): Promise<Ended> {
  const { disk, random } = scene;
  if (isDoomed(random)) {
    return run(scene, "doomed", argv, input, env);
  }
  return disk.isClosed()
    ? run(scene, "full-disk", argv, input, env)
    : disk.pass(() => run(scene, "steady", argv, input, env));
}

async function run(
  { env, population, random, onFault }: Scene,
  fate: Fate,
  argv: readonly string[],
  input: string,
  extra: Scene["env"],
): Promise<Ended> {
  const child = spawn(process.execPath, argv, {
    env: { ...env, ...clockOf(random), ...extra, HEXAI_OPENAI_MODEL: fate },
  });
  population.add(child);
  child.stdin.on("error", () => undefined); // it may end before it has read everything
  child.stdin.end(input);
  const ended = outcomeOf(child);
  const lifeMs = fate === "doomed" ? random() * LONGEST_LIFE_MS : PATIENCE_MS;
  const death = setTimeout(() => {
    child.kill("SIGKILL");
    if (fate !== "doomed") {
      onFault(`hangs: ${argv.join(" ")}`);
    }
  }, lifeMs);
  const { code, out, err } = await ended;
  clearTimeout(death);
  population.remove(child);
  if (/\n {4}at |this is a bug/u.test(err)) {
    onFault(err);
  }
  return { fate, code, out, err };
}

async function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Omit<Ended, "fate">> {
  const [[code], out, err] = await Promise.all([
    once(child, "close"),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, out, err };
}
