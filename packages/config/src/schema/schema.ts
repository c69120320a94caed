import type { Config } from "../config.ts";
import { CHAT } from "./sections/chat.ts";
import { COMPATIBLE } from "./sections/compatible.ts";
import { COMPLETION } from "./sections/completion.ts";
import { GENERAL } from "./sections/general.ts";
import { HISTORY } from "./sections/history.ts";
import { hostSection, modelOptions } from "./sections/host.ts";
import { IGNORE } from "./sections/ignore.ts";
import { INLINE } from "./sections/inline.ts";
import { LOGGING } from "./sections/logging.ts";
import { MODELS } from "./sections/models.ts";
import { PRICES } from "./sections/prices.ts";
import { PROMPTS } from "./sections/prompts.ts";
import { PROVIDER } from "./sections/provider.ts";
import { ROLES } from "./sections/roles.ts";
import { STATS } from "./sections/stats.ts";
import { TMUX_ACTION } from "./sections/tmux-action.ts";
import { TMUX } from "./sections/tmux.ts";
import { TRIGGERS } from "./sections/triggers.ts";
import type { AnySection, AnyShape, SectionShape, SettingShape } from "./shape.ts";

/** One key of the configuration that has a single value. */
export interface Setting {
  /** Section and name with dots between them. */
  readonly key: string;
  readonly shape: SettingShape;
}

const CONFIG: SectionShape<Config> = {
  section: {
    general: { section: GENERAL },
    provider: { section: PROVIDER },
    openai: {
      section: hostSection("gpt-4.1", "https://api.openai.com/v1", {
        key: "OPENAI_API_KEY",
        options: modelOptions({ reasoning_effort: "low", top_p: 0.9 }),
        shell: "OPENAI_BASE_URL",
      }),
    },
    anthropic: {
      section: hostSection("claude-sonnet-5-5", "https://api.anthropic.com/v1", {
        key: "ANTHROPIC_API_KEY",
        options: modelOptions({ top_k: 40 }),
        shell: "ANTHROPIC_BASE_URL",
      }),
    },
    openrouter: {
      section: hostSection("openrouter/auto", "https://openrouter.ai/api/v1", {
        key: "OPENROUTER_API_KEY",
        options: modelOptions({ reasoning: { effort: "low" } }),
      }),
    },
    ollama: {
      section: hostSection("qwen2.5-coder:latest", "http://localhost:11434", {
        key: "OLLAMA_API_KEY",
        options: modelOptions(
          { num_ctx: 16_384 },
          "What goes into the options of every chat and every native completion as it is.",
        ),
        shell: "OLLAMA_HOST",
      }),
    },
    compatible: COMPATIBLE,
    models: { section: MODELS },
    roles: ROLES,
    completion: { section: COMPLETION },
    triggers: { section: TRIGGERS },
    inline: { section: INLINE },
    chat: { section: CHAT },
    prompts: { section: PROMPTS },
    tmux: { section: TMUX },
    tmux_action: { section: TMUX_ACTION },
    ignore: { section: IGNORE },
    logging: { section: LOGGING },
    stats: { section: STATS },
    prices: PRICES,
    history: { section: HISTORY },
  },
};

/** Everything that can be configured, in the order of `config.toml.example`. */
export const SCHEMA: AnySection = CONFIG;

/** All keys with a single value, in the same order. Keys of rows and of named sections are not among them. */
export const SETTINGS: readonly Setting[] = settingsIn(SCHEMA, []);

function settingsIn({ section }: AnySection, path: readonly string[]): readonly Setting[] {
  return Object.entries<AnyShape>(section).flatMap(([name, shape]) => {
    const inner = [...path, name];
    if ("section" in shape) {
      return settingsIn(shape, inner);
    }
    return "rule" in shape ? [{ key: inner.join("."), shape }] : [];
  });
}

/** Sections that are left out of the names of variables, because their keys are clear without them. */
const WITHOUT_SECTION = new Set(["general", "logging", "completion", "triggers", "inline", "chat"]);

/**
 * The environment variable of a setting: `HEXAI_`, the section (see `WITHOUT_SECTION`) and the key, in capitals. A secret
 * has no variable, so that it does not appear in the environment of every child process.
 */
export function variableOf({ key, shape }: Setting): string | undefined {
  if (shape.isSecret) {
    return undefined;
  }
  const [section = "", ...rest] = key.split(".");
  const names = WITHOUT_SECTION.has(section) ? rest : [section, ...rest];
  return shape.variable ?? ["hexai", ...names].join("_").toUpperCase();
}
