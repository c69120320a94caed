import { describe, it } from "vitest";

import { formatConfigIssue } from "../../describe/config-issue.ts";
import { environmentEntries } from "../../layers/environment-entries.ts";
import { fileEntries } from "../../layers/file-entries.ts";
import { flagEntries } from "../../layers/flag-entries.ts";
import { type LoadedConfig, mergeEntries } from "../../layers/merge-entries.ts";

const LAB = "[compatible.lab]\nbase_url = 'http://h'\nmodel = 'm'\n";
const NO_HOST =
  "must be one of openai, anthropic, openrouter, ollama, or the NAME of a [compatible.NAME]";

describe("checkAcross", () => {
  it.for([
    { text: "provider.name = 'lap'", line: `/c:1: provider.name: is "lap", ${NO_HOST}` },
    {
      text: `${LAB}[provider]\nname = 'lap'`,
      line: '/c:5: provider.name: is "lap", did you mean "lab"?',
    },
    {
      text: "[[models.chat]]\n[[models.cli]]\nmodel = 'm'\n[[models.cli]]\nprovider = 'Olama'",
      line: '/c:5: models.cli[1].provider: is "Olama", did you mean "ollama"?',
    },
    {
      text: "[[models.cli]]\nprovider = 'constructor'",
      line: `/c:2: models.cli[0].provider: is "constructor", ${NO_HOST}`,
    },
    {
      text: custom("id = 'a'"),
      line: "/c:1: prompts.code_action.custom[0]: has neither instruction nor user, must have one of them",
    },
    {
      text: custom("id = 'a'\ninstruction = 'i'\nuser = 'u'"),
      line: "/c:5: prompts.code_action.custom[0].user: stands beside instruction, must be only one of them",
    },
    {
      text: custom("id = 'a'\nuser = 'u'") + custom("id = 'a'\nuser = 'u'"),
      line: '/c:7: prompts.code_action.custom[1].id: is "a" as prompts.code_action.custom[0].id is, must be another',
    },
    {
      text:
        custom("id = 'a'\nhotkey = 'h'\nuser = 'u'") + custom("id = 'b'\nhotkey = 'h'\nuser = 'u'"),
      line: '/c:9: prompts.code_action.custom[1].hotkey: is "h" as prompts.code_action.custom[0].hotkey is, must be another',
    },
    {
      text: custom("id = 'fix-typos'\nuser = 'u'"),
      line: '/c:3: prompts.code_action.custom[0].id: is "fix-typos", which is built in, must be another',
    },
    {
      text: menu("kind = 'skip'\nhotkey = 's'") + menu("kind = 'rewrite'\nhotkey = 's'"),
      line: '/c:6: tmux_action.menu[1].hotkey: is "s" as tmux_action.menu[0].hotkey is, must be another',
    },
    {
      text: menu("kind = 'skip'\nhotkey = 'a'"),
      line: '/c:3: tmux_action.menu[0].hotkey: is "a" as tmux.custom_menu_hotkey is, must be another',
    },
    {
      text: "tmux.custom_menu_hotkey = 'r'",
      line: '/c:1: tmux.custom_menu_hotkey: is "r", which the menu has already, must be none of r, d, i, c, t, f, p, s',
    },
    {
      text: menu("kind = 'custom'"),
      line: "/c:1: tmux_action.menu[0]: has no custom_id, must have one for the kind custom",
    },
    {
      text: menu("kind = 'skip'\ncustom_id = 'x'"),
      line: "/c:3: tmux_action.menu[0].custom_id: goes with the kind custom only, and the kind is skip",
    },
    {
      text: menu("kind = 'custom'\ncustom_id = 'x'"),
      line: '/c:3: tmux_action.menu[0].custom_id: is "x", must be the id of a custom action, and there are none',
    },
    {
      text: custom("id = 'port'\nuser = 'u'") + menu("kind = 'custom'\ncustom_id = 'prot'"),
      line: '/c:7: tmux_action.menu[0].custom_id: is "prot", did you mean "port"?',
    },
  ])("says $line", ({ text, line }, { expect }) => {
    expect(shapeLines(user(text))).toEqual([line]);
  });

  it.for([
    { text: `provider.name = 'lab'\n${LAB}`, why: "the user's host is a provider" },
    {
      text: custom("id = 'a'\nuser = 'u'") + custom("id = 'b'\nuser = 'u'"),
      why: "keys may be absent",
    },
    {
      text: `tmux.custom_menu_hotkey = 'r'\n${menu("kind = 'skip'\nhotkey = 's'")}`,
      why: "the menu has no such key any more",
    },
    {
      text: custom("id = 'a'\nhotkey = 's'\nuser = 'u'") + menu("kind = 'skip'\nhotkey = 's'"),
      why: "the two menus are apart",
    },
  ])("takes $text: $why", ({ text }, { expect }) => {
    expect(shapeLines(user(text))).toEqual([]);
  });

  it("finds what is wrong only when the layers are put together", ({ expect }) => {
    const merged = mergeEntries([
      ...fileEntries({ path: "/c", text: "provider.name = 'nobody'" }),
      ...fileEntries({ path: "/p", text: "[[models.cli]]\nprovider = 'lab'", userFile: "/c" }),
      ...environmentEntries({ HEXAI_PROVIDER: "someone" }),
      ...flagEntries({ models: { chat: [{ provider: "x" }] } }),
    ]);

    expect(shapeLines(merged)).toEqual([
      `HEXAI_PROVIDER: is "someone", ${NO_HOST}`,
      `models.chat[0].provider: is "x", ${NO_HOST}`,
      `/p:2: models.cli[0].provider: is "lab", ${NO_HOST}`,
    ]);
  });

  it("leaves out what follows from another mistake", ({ expect }) => {
    const text = `provider.name = 'lab'\n${LAB}fim = 'x'\n${menu("kind = 'skip'\ncustom_id = 'x'")}`;

    expect(shapeLines(user(text))).toEqual([
      '/c:5: compatible.lab.fim: is "x", must be one of auto, none, llamacpp, mistral, deepseek, openai, ollama',
      "/c:8: tmux_action.menu[0].custom_id: goes with the kind custom only, and the kind is skip",
    ]);
    expect(
      shapeLines(mergeEntries([...user("provider.name = 'lab'", "/a"), ...user("[", "/b")])),
    ).toEqual(["/b:1: is not TOML, column 2: unterminated table-key"]);
  });

  it("does not blame the user's menu for a project's actions", ({ expect }) => {
    const merged = mergeEntries([
      ...user(custom("id = 'mine'\nuser = 'u'") + menu("kind = 'custom'\ncustom_id = 'mine'")),
      ...fileEntries({ path: "/p", text: custom("id = 'b'\nuser = 'u'"), userFile: "/c" }),
    ]);

    expect(shapeLines(merged)).toEqual([]);
  });
});

function user(text: string, path = "/c"): ReturnType<typeof fileEntries> {
  return fileEntries({ path, text });
}

function custom(text: string): string {
  return `[[prompts.code_action.custom]]\ntitle = 't'\n${text}\n`;
}

function menu(text: string): string {
  return `[[tmux_action.menu]]\n${text}\n`;
}

function shapeLines(given: LoadedConfig | ReturnType<typeof fileEntries>): readonly string[] {
  const merged = "ok" in given ? given : mergeEntries(given);
  return merged.ok ? [] : merged.issues.map(formatConfigIssue);
}
