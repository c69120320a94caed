import type { RunCommand } from "../target/io/run-command.ts";
import type { Circuits } from "./circuits.ts";
import type { Send } from "./send.ts";

/** What a client needs from the process. Everything but `env` and `send` has a default. */
export interface Dependencies {
  /** Keys and proxies are read from it, and `api_key_command` runs with it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly send: Send;
  /** The hosts that are not asked for a while. Shared by the clients of one process; when undefined, the client keeps its own. */
  readonly circuits?: Circuits | undefined;
  /** Waits, in milliseconds; resolves early when the signal aborts. */
  readonly sleep?: Sleep | undefined;
  /** From 0 up to but not including 1. */
  readonly random?: (() => number) | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly now?: (() => number) | undefined;
  /** Kills a running `api_key_command`. */
  readonly signal?: AbortSignal | undefined;
  /** Runs `api_key_command`. */
  readonly runCommand?: RunCommand | undefined;
}

export type Sleep = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

/** `Dependencies` with every default filled in. */
export type CompleteDependencies = {
  readonly [Name in Exclude<keyof Dependencies, "signal">]-?: NonNullable<Dependencies[Name]>;
};
