import type { ManPage } from "@hexai/manual";

import { ABOUT, CALLS } from "./help-words.ts";
import { OPTIONS } from "./option-table.ts";

/** `man hexai-tmux-action`. */
export const TMUX_ACTION_PAGE: ManPage = {
  name: "hexai-tmux-action",
  section: 1,
  summary: "change a selection with a language model, as a filter or behind a tmux key",
  synopsis: CALLS,
  parts: [
    { title: "DESCRIPTION", blocks: [{ type: "text", text: ABOUT }] },
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
            { name: "0", text: "done, or left as it was" },
            { name: "1", text: "provider, configuration or selection; nothing is printed" },
            { name: "2", text: "wrong usage" },
            { name: "130", text: "after Ctrl-C" },
            { name: "141", text: "when nobody reads the result" },
          ],
        },
      ],
    },
    {
      title: "EXAMPLES",
      blocks: [
        {
          type: "code",
          text: `printf 'teh text\\n' | hexai-tmux-action --action fix_typos --yes
tmux bind-key a run-shell -b 'hexai-tmux-action --pane "#{pane_id}"'`,
        },
        { type: "text", text: "In Helix, for the selection:" },
        { type: "code", text: ":pipe hexai-tmux-action" },
      ],
    },
  ],
  seeAlso: ["hexai(1)", "hexai-lsp(1)", "hexai-config(5)", "tmux(1)"],
};
