import type { ManBlock, ManPage } from "@hexai/manual";

import { CALLS } from "../commands/calls.ts";
import { type CommandRow, COMMANDS } from "../commands/command-table.ts";
import { ABOUT, EXIT_CODES, FURTHER_FLAGS, KEY_PLACES } from "../commands/help-words.ts";
import { ASK_OPTIONS, COMMON_OPTIONS } from "../commands/option-table.ts";

/** `man hexai`. */
export const HEXAI_PAGE: ManPage = {
  name: "hexai",
  section: 1,
  summary: "ask a language model in the terminal",
  synopsis: CALLS,
  parts: [
    { title: "DESCRIPTION", blocks: [{ type: "text", text: ABOUT }] },
    {
      title: "OPTIONS",
      blocks: [
        { type: "options", rows: [...ASK_OPTIONS, ...COMMON_OPTIONS] },
        { type: "terms", terms: FURTHER_FLAGS.map(({ name, help: text }) => ({ name, text })) },
      ],
    },
    {
      title: "COMMANDS",
      blocks: [
        {
          type: "text",
          text: "A first word that is one of these is a command; behind -- it is a prompt.",
        },
        ...COMMANDS.flatMap(blocksOf),
      ],
    },
    {
      title: "ENVIRONMENT",
      blocks: [
        { type: "text", text: KEY_PLACES },
        {
          type: "text",
          text: "Every setting has a variable of its own: see hexai-config(5). Besides:",
        },
        {
          type: "terms",
          terms: [
            {
              name: "HEXAI_EDITOR, VISUAL, EDITOR",
              text: "the editor for prompts and settings, a command line; the first that is set",
            },
            {
              name: "HEXAI_TMUX_STATUS",
              text: "0 or off: nothing is shown in the status line of tmux",
            },
            {
              name: "NO_COLOR, FORCE_COLOR",
              text: "no colours on a terminal, or colours all the same; the second wins",
            },
            { name: "HTTPS_PROXY, HTTP_PROXY, NO_PROXY", text: "how providers are reached" },
            {
              name: "XDG_CONFIG_HOME, XDG_CACHE_HOME",
              text: "instead of ~/.config and ~/.cache",
            },
          ],
        },
      ],
    },
    {
      title: "FILES",
      blocks: [
        {
          type: "terms",
          terms: [
            { name: "~/.config/hexai/config.toml", text: "your settings: hexai-config(5)" },
            { name: ".hexaiconfig.toml", text: "at the root of a git repository: the project's" },
            {
              name: "~/.cache/hexai/stats.json",
              text: "what all Hexai programs of yours did lately",
            },
            { name: "~/.cache/hexai/answers, models", text: "what was answered and listed today" },
          ],
        },
      ],
    },
    {
      title: "EXIT STATUS",
      blocks: [
        {
          type: "terms",
          terms: EXIT_CODES.map(({ code, help: text }) => ({ name: String(code), text })),
        },
      ],
    },
    {
      title: "EXAMPLES",
      blocks: [
        {
          type: "code",
          text: `hexai how do I undo the last commit
git diff | hexai review this
hexai -m gpt-4.1-mini -t 0 'one sed command that …' | sh -n
hexai --json -q 'name three colours' | jq -r .text
hexai stats --watch`,
        },
      ],
    },
  ],
  seeAlso: ["hexai-lsp(1)", "hexai-tmux-action(1)", "hexai-config(5)"],
};

function blocksOf({ name, help, options }: CommandRow): readonly ManBlock[] {
  return [
    { type: "heading", text: `hexai ${name}` },
    { type: "text", text: `${help}.` },
    ...(options.length === 0 ? [] : [{ type: "options", rows: options } as const]),
  ];
}
