export { commandLine, formatCommandHelp, formatUsage } from "./help/format-command-help.ts";
export { formatOptions } from "./help/format-options.ts";
export { formatManPage, type ManBlock, type ManPage, type ManPart } from "./man/man-page.ts";
export { COMMON_OPTIONS } from "./options/common-options.ts";
export type { Option } from "./options/option.ts";
export {
  type ParsedCommandLine,
  parseCommandLine,
  type ParsedFlags,
} from "./options/parse-command-line.ts";
export { allOptions, type CommandUsage, offeredOptions, type Program } from "./options/program.ts";
export { bashScript } from "./shell-completion/bash-script.ts";
export { fishScript } from "./shell-completion/fish-script.ts";
export { zshScript } from "./shell-completion/zsh-script.ts";
