import { COMMANDS } from "./command-table.ts";

/** How the program is called, one way a line. */
export const CALLS: readonly string[] = [
  "hexai [flags] [prompt …]",
  "… | hexai [flags] [prompt …]",
  ...COMMANDS.map(({ name, takes }) => `hexai ${name} ${takes}`),
];
