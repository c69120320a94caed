import { type CommandUsage, formatManPage, type Program } from "@hexai/command-line";

import { CONFIG_PAGE } from "./config-page.ts";
import { hexaiPage } from "./hexai-page.ts";

/** The source of the manual page that describes a command: hexai-config(5) for `config`, hexai(1) for every other one. */
export function formatManual(program: Program, command: CommandUsage | undefined): string {
  return formatManPage(command?.name === "config" ? CONFIG_PAGE : hexaiPage(program));
}
