import { canBeAbsent } from "../layers/entry.ts";
import { SCHEMA } from "../schema/schema.ts";
import { variableOf } from "../schema/schema.ts";
import type {
  AnyNamed,
  AnyRow,
  AnyRows,
  AnySection,
  AnyShape,
  SettingShape,
} from "../schema/shape.ts";
import { formatKey, formatValue } from "./format-value.ts";

const HEAD = `# The settings of Hexai. Copy this file to ~/.config/hexai/config.toml (or $XDG_CONFIG_HOME/hexai/config.toml) and
# remove the # in front of what you want to change. Each line shows the default, if there is one.
#
# These override this file, the last one wins: .hexaiconfig.toml at the root of the git repository, for settings marked
# "project"; the environment variable named above a setting; the settings that an editor sends to the language server, for
# those marked "project" or "editor"; command-line flags. A list, or all [[…]] sections of one name, is replaced as a whole.
# "default" resets a setting that has no default. In a variable, separate the items of a list with commas or write it as
# JSON; "" (two quotes) is an empty text.
#
# Do not write API keys here. They are read from HEXAI_OPENAI_API_KEY, then OPENAI_API_KEY, and likewise for anthropic,
# openrouter and ollama, then from the output of api_key_command.
`;

/** The text of a new `config.toml` and of `config.toml.example`: every key, commented out. */
export function starterConfig(): string {
  return HEAD + formatSection(SCHEMA, []);
}

function formatSection({ section }: AnySection, path: readonly string[]): string {
  const shapes = Object.entries<AnyShape>(section);
  const settings = shapes.flatMap(([name, shape]) =>
    "rule" in shape ? [formatSetting(name, [...path, name].join("."), shape)] : [],
  );
  const inner = shapes.map(([name, shape]) => formatPart([...path, name], shape));
  const header = settings.length === 0 ? "" : `\n[${path.join(".")}]\n`;
  return header + settings.join("") + inner.join("");
}

function formatPart(path: readonly string[], shape: AnyShape): string {
  if ("section" in shape) {
    return formatSection(shape, path);
  }
  if ("row" in shape) {
    return formatRows(path.join("."), shape);
  }
  return "named" in shape ? formatNamed(path.join("."), shape) : "";
}

function formatSetting(name: string, key: string, shape: SettingShape): string {
  const notes = [
    variableOf({ key, shape }),
    shape.inProject && "project",
    shape.inEditor && "editor",
  ].filter(Boolean);
  const notSet = canBeAbsent(shape) ? "Not set by default; for example:" : "";
  const note = [notes.length > 0 ? `${notes.join(", ")}.` : "", notSet].filter(Boolean).join(" ");
  return `
${commented(shape.description)}${note === "" ? "" : commented(note)}#${name} = ${formatValue(shape.default ?? shape.example)}
`;
}

function formatRows(key: string, { description, inProject, row, examples }: AnyRows): string {
  const note = `${inProject ? "project. " : ""}None by default; for example:`;
  const blocks = examples.map((example, index) => {
    const before = examples.slice(0, index).flatMap((earlier) => Object.keys(earlier));
    return `#[[${key}]]\n${formatRow(row, example, before)}`;
  });
  return `\n${commented(description)}${commented(note)}${blocks.join("\n")}`;
}

function formatNamed(key: string, { description, named, examples, inProject }: AnyNamed): string {
  const note = `${inProject ? "project. " : ""}None by default; for example:`;
  const blocks = [...examples].map(
    ([name, example]) => `#[${key}.${formatKey(name)}]\n${formatRow(named, example, [])}`,
  );
  return `\n${commented(description)}${commented(note)}${blocks.join("\n")}`;
}

/** The keys of an example row, each with its description unless the key is in `explained`. */
function formatRow(row: AnyRow, example: object, explained: readonly string[]): string {
  return Object.entries<unknown>({ ...example })
    .map(([name, value]) => {
      const shape = row[name];
      const about =
        shape === undefined || explained.includes(name) ? "" : commented(aboutPart(shape));
      return `${about}#${name} = ${formatValue(value)}\n`;
    })
    .join("");
}

function aboutPart({ description, default: value }: SettingShape): string {
  return value === undefined ? description : `${description}\nDefault: ${formatValue(value)}.`;
}

function commented(text: string): string {
  return text
    .split("\n")
    .map((line) => `# ${line}\n`)
    .join("");
}
