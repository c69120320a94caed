import process from "node:process";

import type { FoundProgram } from "../program-findings.ts";
import { findProgram } from "./find-program.ts";
import { runProgram } from "./run-program.ts";

const NAMES = ["hexai", "hexai-lsp", "hexai-tmux-action"];
const TIMEOUT_MS = 4000;

/** Hexai's programs on the `PATH`, each with the version that it reports. */
export function findOwnPrograms(
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly FoundProgram[]> {
  return Promise.all(
    NAMES.map(async (name) => {
      const path = await findProgram(name, env["PATH"] ?? "");
      if (path === undefined) {
        return { name };
      }
      const end = await runProgram([path, "--version"], env, TIMEOUT_MS);
      const output = end.type === "ended" && end.code === 0 ? end.output : "";
      const version = /^\S+ (\S+)\n$/u.exec(output)?.[1];
      return { name, path, ...(version === undefined ? {} : { version }) };
    }),
  );
}

/** The version of the Node that runs this, such as `20.19.6`. */
export function nodeVersion(): string {
  return process.versions.node;
}
