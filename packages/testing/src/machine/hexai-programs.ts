import { join } from "node:path";
import process from "node:process";

const ROOT = join(import.meta.dirname, "../../../..");

const APPS = { hexai: "cli", "hexai-lsp": "lsp", "hexai-tmux-action": "tmux-action" } as const;

/** Whether the native executable is tested (`HEXAI_PROGRAMS=executable`), and not the programs that Node runs. */
export const isExecutableTested: boolean = isExecutable(process.env["HEXAI_PROGRAMS"] ?? "node");

function isExecutable(asked: string): boolean {
  if (asked !== "node" && asked !== "executable") {
    throw new Error(`HEXAI_PROGRAMS is ${JSON.stringify(asked)}, must be node or executable`);
  }
  return asked === "executable";
}

export type HexaiProgram = keyof typeof APPS;

/** The path of a built program, which can be started as it is: `pnpm build` and `pnpm executable` make them. */
export function hexaiProgram(name: HexaiProgram): string {
  return isExecutableTested ? join(ROOT, "dist", name) : join(ROOT, "apps", APPS[name], "bin.js");
}
