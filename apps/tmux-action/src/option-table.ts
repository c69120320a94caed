import type { OptionRow } from "@hexai/manual";

/** The flags of `hexai-tmux-action`, as `--help` and the man page show them. */
export const OPTIONS: readonly OptionRow[] = [
  {
    name: "action",
    value: "ID",
    help: `do this without the menu: rewrite, diagnostics, document, simplify, fix_typos,
unit_test, custom_prompt, skip, or the id of a custom action`,
  },
  { name: "yes", help: "accept without a preview" },
  { name: "infile", value: "FILE", help: "read the selection from FILE instead of stdin" },
  { name: "outfile", value: "FILE", help: "write the result to FILE instead of stdout" },
  {
    name: "pane",
    value: "PANE",
    help: `for a tmux key: take what is selected in the copy mode of PANE, else the newest
paste buffer, and put the result into a paste buffer`,
  },
  { name: "paste", help: "with --pane: paste the result into PANE too" },
  {
    name: "popup-width",
    value: "N",
    help: "width of the popup in tmux, in cells or as a share (default 60%)",
  },
  { name: "popup-height", value: "N", help: "height of the popup (default 50%)" },
  { name: "config", value: "FILE", help: "read FILE instead of the user's config.toml" },
  { name: "version", help: "print the version and exit" },
  { name: "help", short: "h", help: "print this and exit" },
];
