import { type CommandRow, COMMANDS } from "./command-table.ts";

/** How the program is called, one way a line. */
export const CALLS: readonly string[] = [
  "hexai [flags] [prompt …]",
  "… | hexai [flags] [prompt …]",
  ...COMMANDS.map(callOf),
];

function callOf({ name, words, completes, options }: CommandRow): string {
  return [
    `hexai ${name}`,
    ...(words.length === 0 ? [] : [`[${words.join(" | ")}]`]),
    ...(completes === undefined ? [] : ["[PROVIDER]"]),
    ...(options.length === 0 ? [] : ["[flags]"]),
  ].join(" ");
}
