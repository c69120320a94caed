import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { buffer, text } from "node:stream/consumers";

import { clockOf, type RunKind, willBeKilled, type SoakContext } from "./soak-context.ts";

/** How a program ended. */
export interface Ended {
  readonly kind: RunKind;
  /** `null` after a signal. */
  readonly code: number | null;
  readonly out: Buffer;
  readonly err: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  /** On top of the context's. */
  readonly env?: SoakContext["env"];
}

/** How long a program that is going to be killed may live, in milliseconds. */
const LONGEST_LIFE_MS = 1_500;
/** Until then a program must have ended, whatever the provider does: something hangs otherwise. */
const PATIENCE_MS = 120_000;

/**
 * Runs a program to its end, or, one in a few, until it is killed. Its requests go to a model that is named after its kind.
 */
export async function runMaybeKilled(
  context: SoakContext,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<Ended> {
  return willBeKilled(context.random)
    ? runKilled(context, argv, options)
    : runToItsEnd(context, argv, options);
}

/** Runs a program until it is killed, soon. */
export function runKilled(
  context: SoakContext,
  argv: readonly string[],
  options: RunOptions,
): Promise<Ended> {
  return run(context, "killed", argv, options, context.random() * LONGEST_LIFE_MS);
}

/** Runs a program to its end; its requests must be counted unless the disk is full. */
export async function runToItsEnd(
  context: SoakContext,
  argv: readonly string[],
  options: RunOptions,
): Promise<Ended> {
  const { disk } = context;
  return disk.isClosed()
    ? run(context, "full-disk", argv, options)
    : disk.pass(() => run(context, "steady", argv, options));
}

/** Runs a program to its end whose requests may be broken off after the provider has answered. */
export function runUncounted(
  context: SoakContext,
  argv: readonly string[],
  options: RunOptions,
): Promise<Ended> {
  return run(context, "killed", argv, options);
}

async function run(
  { env, suspender, random, onFault }: SoakContext,
  kind: RunKind,
  argv: readonly string[],
  { input = "", env: extra }: RunOptions,
  lifeMs?: number,
): Promise<Ended> {
  const [program = "", ...args] = argv;
  const child = spawn(program, args, {
    detached: true, // from the terminal of whoever runs the soak
    env: { ...env, ...clockOf(random), ...extra, HEXAI_OPENAI_MODEL: kind },
  });
  suspender.add(child);
  child.stdin.on("error", () => undefined); // it may end before it has read everything
  child.stdin.end(input);
  const ended = outcomeOf(child);
  const death = setTimeout(() => {
    child.kill("SIGKILL");
    if (lifeMs === undefined) {
      onFault(`hangs: ${argv.join(" ")}`);
    }
  }, lifeMs ?? PATIENCE_MS);
  const { code, out, err } = await ended;
  clearTimeout(death);
  suspender.remove(child);
  if (/\n {4}at |this is a bug/u.test(err)) {
    onFault(err);
  }
  return { kind, code, out, err };
}

async function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Omit<Ended, "kind">> {
  const [[code], out, err] = await Promise.all([
    once(child, "close"),
    buffer(child.stdout),
    text(child.stderr),
  ]);
  return { code, out, err };
}
