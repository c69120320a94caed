import type { Option } from "./option.ts";

/** The options that every program of ours has. */
export const COMMON_OPTIONS: readonly Option[] = [
  {
    name: "config",
    value: "FILE",
    completes: "file",
    help: "read FILE instead of your own config.toml",
  },
  { name: "man", help: "print the manual page, for: man -l -" },
  { name: "version", help: "show the version" },
  { name: "help", short: "h", help: "show this text" },
];
