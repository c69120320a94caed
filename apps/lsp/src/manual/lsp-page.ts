import type { ManPage } from "@hexai/manual";

import { ABOUT, CALL } from "../help-words.ts";
import { OPTIONS } from "../options.ts";

/** `man hexai-lsp`. */
export const LSP_PAGE: ManPage = {
  name: "hexai-lsp",
  section: 1,
  summary: "ask a language model from an editor",
  synopsis: [CALL],
  parts: [
    {
      title: "DESCRIPTION",
      blocks: [
        { type: "text", text: ABOUT },
        {
          type: "text",
          text: "What to write into the settings of an editor, hexai doctor --snippets prints.",
        },
      ],
    },
    { title: "OPTIONS", blocks: [{ type: "options", rows: OPTIONS }] },
    {
      title: "FILES",
      blocks: [
        {
          type: "terms",
          terms: [
            {
              name: "~/.config/hexai/config.toml, .hexaiconfig.toml",
              text: "your settings and the project's: hexai-config(5)",
            },
            {
              name: "~/.local/state/hexai/hexai-lsp.log",
              text: "the log, or in $XDG_STATE_HOME; no prompts, texts or keys are in it",
            },
            { name: "~/.cache/hexai/stats.json", text: "the statistics, or in $XDG_CACHE_HOME" },
          ],
        },
      ],
    },
    {
      title: "EXIT STATUS",
      blocks: [
        {
          type: "terms",
          terms: [
            { name: "0", text: "the editor said shutdown before exit" },
            { name: "1", text: "it did not" },
            { name: "2", text: "wrong usage" },
          ],
        },
      ],
    },
  ],
  seeAlso: ["hexai(1)", "hexai-tmux-action(1)", "hexai-config(5)"],
};
