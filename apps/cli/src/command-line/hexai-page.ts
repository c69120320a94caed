import type { CommandUsage, ManBlock, ManPage, Program } from "@hexai/command-line";

import { ABOUT, EXIT_CODES, FURTHER_OPTIONS, KEY_PLACES, usageLines } from "./help-text.ts";

/** `man hexai`. */
export function hexaiPage(program: Program): ManPage {
  return {
    name: "hexai",
    section: 1,
    summary: "ask a language model in the terminal",
    synopsis: usageLines(program),
    parts: [
      { title: "DESCRIPTION", blocks: [{ type: "text", text: ABOUT }] },
      {
        title: "OPTIONS",
        blocks: [
          { type: "options", options: [...program.options, ...program.commonOptions] },
          { type: "terms", terms: FURTHER_OPTIONS.map(({ name, help: text }) => ({ name, text })) },
        ],
      },
      {
        title: "COMMANDS",
        blocks: [
          {
            type: "text",
            text: "A first word that is one of these is a command; behind -- it is a prompt.",
          },
          ...program.commands.flatMap((command) => commandBlocks(program, command)),
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
                name: "HEXAI_NO_LOG",
                text: "1: no question and no answer is kept",
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
                name: "XDG_CONFIG_HOME, XDG_CACHE_HOME, XDG_STATE_HOME",
                text: "instead of ~/.config, ~/.cache and ~/.local/state",
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
              {
                name: "~/.local/state/hexai/conversations",
                text: "what was asked and answered, one file a conversation",
              },
              {
                name: "~/.cache/hexai/answers, models",
                text: "what was answered and listed today",
              },
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
            text: `hexai 'how do I undo the last commit?'
hexai -c and if it was pushed already?
git diff | hexai review this
hexai -f main.go -f shot.png 'what is wrong here?'
hexai -x -m gpt-4.1-mini -t 0 'one sed command that …' | sh
hexai --json -q 'name three colours' | jq -r .text
hexai stats --watch`,
          },
        ],
      },
    ],
    seeAlso: ["hexai-lsp(1)", "hexai-tmux-action(1)", "hexai-config(5)"],
  };
}

function commandBlocks(program: Program, command: CommandUsage): readonly ManBlock[] {
  const { name, help, options } = command;
  return [
    { type: "heading", text: `${program.name} ${name}` },
    { type: "text", text: `${help}.` },
    ...(options.length === 0 ? [] : [{ type: "options", options } as const]),
  ];
}
