import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import process from "node:process";
import { setInterval } from "node:timers";
import { promisify } from "node:util";

export interface Run {
  /** From the spawn to the exit. */
  readonly wallMs: number;
  /** When it was spawned and when it exited, on `performance.now()`'s clock. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Peak resident memory, as far as looking every few milliseconds sees it. */
  readonly peakBytes: number;
}

/** A Node that programs are measured on. */
export interface Node {
  readonly version: string;
  readonly hasCompileCache: boolean;
}

/** Asks the Node at `path` what it is. */
export async function nodeOf(path: string): Promise<Node> {
  const script = `[process.versions.node, "enableCompileCache" in require("node:module")].join()`;
  const { stdout } = await promisify(execFile)(path, ["-p", script]);
  const [version = "", hasCompileCache] = stdout.trim().split(",");
  return { version, hasCompileCache: hasCompileCache === "true" };
}

/** Runs Node (our own, or the one at `node`) with `args` and throws its output away. */
export async function runTimed(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  node: string = process.execPath,
): Promise<Run> {
  const startedAt = performance.now();
  const child = spawn(node, args, { env, stdio: ["ignore", "ignore", "ignore"] });
  let peakBytes = 0;
  const looking = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOf(child.pid));
  }, 5);
  const [code] = await once(child, "exit");
  const endedAt = performance.now();
  clearInterval(looking);
  if (code !== 0) {
    throw new Error(`node ${args.join(" ")} ended with ${code}`);
  }
  return { wallMs: endedAt - startedAt, startedAt, endedAt, peakBytes };
}

/** `VmHWM` of proc(5), in bytes; 0 when the process has ended. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
