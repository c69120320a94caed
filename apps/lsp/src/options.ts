import type { OptionRow } from "@hexai/manual";

/** The flags of `hexai-lsp`, as `--help` and the man page show them. */
export const OPTIONS: readonly OptionRow[] = [
  { name: "stdio", help: "what it does anyway; for editors that say so" },
  {
    name: "log",
    value: "FILE",
    help: "write the log to FILE instead of the user's state directory",
  },
  { name: "config", value: "FILE", help: "read FILE instead of the user's config.toml" },
  { name: "version", help: "print the version and exit" },
  { name: "help", short: "h", help: "print this and exit" },
];
