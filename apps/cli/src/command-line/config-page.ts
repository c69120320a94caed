import type { ManBlock, ManPage } from "@hexai/command-line";
import { describeSchema, type SchemaKey, type SchemaSection } from "@hexai/config";

/** `man hexai-config`. */
export const CONFIG_PAGE: ManPage = {
  name: "hexai-config",
  section: 5,
  summary: "the settings of Hexai",
  synopsis: [],
  parts: [
    {
      title: "DESCRIPTION",
      blocks: [
        {
          type: "text",
          text: `hexai(1), hexai-lsp(1) and hexai-tmux-action(1) have the same settings. They are read from these places, each
stronger than the one before:`,
        },
        {
          type: "terms",
          terms: [
            {
              name: "~/.config/hexai/config.toml",
              text: "your own; or $XDG_CONFIG_HOME/hexai/config.toml, or the file of --config",
            },
            {
              name: ".hexaiconfig.toml",
              text: "at the root of the git repository: only what is marked as the project's",
            },
            { name: "HEXAI_…", text: "variables of the environment" },
            { name: "the editor", text: "what it sends to hexai-lsp" },
            { name: "flags", text: "of the program" },
          ],
        },
        {
          type: "text",
          text: `A list, and all [[…]] of one name together, stand instead of those of a weaker place. What is not set by default goes
back to that with "default". A key or a value that is wrong is reported with its line; nothing is ignored. hexai config edit
opens your file and hexai config shows what is in force. API keys do not belong in the file: see hexai(1).`,
        },
      ],
    },
    { title: "SETTINGS", blocks: describeSchema().flatMap(sectionBlocks) },
    {
      title: "EXAMPLES",
      blocks: [
        {
          type: "code",
          text: `[provider]
name = "anthropic"

[[models.cli]]
provider = "anthropic"

[[models.cli]]
provider = "lab"

[compatible.lab]
base_url = "http://127.0.0.1:8080/v1"
model = "qwen2.5-coder-7b"`,
        },
      ],
    },
  ],
  seeAlso: ["hexai(1)", "hexai-lsp(1)", "hexai-tmux-action(1)"],
};

function sectionBlocks({
  header,
  description,
  inProject,
  keys,
}: SchemaSection): readonly ManBlock[] {
  const about = [description, ...(inProject ? ["A project may have it."] : [])].filter(
    (text) => text !== undefined,
  );
  return [
    { type: "heading", text: header },
    ...(about.length === 0 ? [] : [{ type: "text", text: about.join(" ") } as const]),
    { type: "terms", terms: keys.map((key) => ({ name: key.name, text: keyText(key) })) },
  ];
}

function keyText(key: SchemaKey): string {
  const { description, rule, variable, inProject, inEditor } = key;
  const setters = [
    ...(inProject ? ["a project"] : []),
    ...(inProject || inEditor ? ["the editor"] : []),
  ];
  const notes = [
    `It ${rule}.`,
    ...(key.default === undefined ? [] : [`Default: ${key.default}.`]),
    ...(variable === undefined ? [] : [`Variable: ${variable}.`]),
    ...(setters.length === 0 ? [] : [`May be set by ${setters.join(" and ")}.`]),
  ];
  return `${description.replaceAll("\n", " ")}\n${notes.join(" ")}`;
}
