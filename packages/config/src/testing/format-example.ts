import { SECTIONS, type Setting } from "../schema.ts";

const HEAD = `# The settings of Hexai. Copy this file to ~/.config/hexai/config.toml (or $XDG_CONFIG_HOME/hexai/config.toml) and
# take away the # before what you want to change. Each line shows the default.
#
# Stronger than this file, in rising order: .hexaiconfig.toml at the root of the git repository you are in, for the
# keys marked "project"; the environment variable named at the key; the flags of the program.
#
# API keys do not belong here. They are read from the environment: HEXAI_OPENAI_API_KEY, else OPENAI_API_KEY.
`;

/** The text of `config.toml.example`. */
export function formatExample(): string {
  const sections = [...SECTIONS].map(
    ([name, settings]) => `\n[${name}]\n${[...settings.values()].map(formatSetting).join("")}`,
  );
  return `${HEAD}${sections.join("")}`;
}

function formatSetting(setting: Setting): string {
  const { name, description, variable, inProject, default: value, example } = setting;
  const notSet = value === undefined ? " Not set by default; for example:" : "";
  return `
# ${description}
# ${variable}${inProject ? ", project" : ""}.${notSet}
#${name} = ${JSON.stringify(value ?? example)}
`;
}
