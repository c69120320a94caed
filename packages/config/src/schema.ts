import * as v from "valibot";

import type { Config } from "./config.ts";
import {
  nameOrNothing,
  nameText,
  numberBetween,
  oneOf,
  trueOrFalse,
  webAddress,
  wholeNumber,
} from "./rules.ts";

/** What else there is to know about a setting. */
interface SettingNotes {
  /** For users: what it does, and its unit. */
  readonly description: string;
  /** A valid value to show, for a setting without a default. */
  readonly example?: unknown;
  /** The environment variable that sets it. */
  readonly variable: string;
  /**
   * Whether a project's file may set it. It comes with a cloned repository, so it may change what is asked,
   * but neither who is asked, with which key, nor what is run or recorded.
   */
  readonly inProject: boolean;
}

/** One key of the configuration. */
export interface Setting extends SettingNotes {
  readonly section: string;
  readonly name: string;
  /** Section and name with a dot between them. */
  readonly key: string;
  readonly schema: v.GenericSchema;
  /** `undefined` when the key has none. */
  readonly default: unknown;
}

/** Everything that may be configured: one entry per key, and nothing about a key is said anywhere else. */
const SCHEMA = v.object({
  general: v.object({
    max_tokens: v.pipe(
      v.optional(wholeNumber(1, 1_000_000), 4000),
      v.metadata({
        description: "Longest answer, in tokens of the model.",
        variable: "HEXAI_MAX_TOKENS",
        inProject: true,
      }),
    ),
    request_timeout: v.pipe(
      v.optional(numberBetween(0, 86_400), 60),
      v.metadata({
        description: "Seconds of silence after which a provider is given up; 0 waits for ever.",
        variable: "HEXAI_REQUEST_TIMEOUT",
        inProject: false,
      }),
    ),
  }),
  logging: v.object({
    level: v.pipe(
      v.optional(oneOf(["debug", "info", "warn", "error"]), "info"),
      v.metadata({
        description: "The least important lines that are logged: debug, info, warn or error.",
        variable: "HEXAI_LOG_LEVEL",
        inProject: false,
      }),
    ),
  }),
  provider: v.object({
    name: v.pipe(
      v.exactOptional(nameOrNothing()),
      v.metadata({
        description: "Who is asked. Empty: the first provider whose key is in the environment.",
        example: "openai",
        variable: "HEXAI_PROVIDER",
        inProject: false,
      }),
    ),
  }),
  openai: v.object({
    model: v.pipe(
      v.optional(nameText(), "gpt-4.1"),
      v.metadata({
        description: "The model that answers.",
        variable: "HEXAI_OPENAI_MODEL",
        inProject: true,
      }),
    ),
    base_url: v.pipe(
      v.optional(webAddress(), "https://api.openai.com/v1"),
      v.metadata({
        description: "Where the API is.",
        variable: "HEXAI_OPENAI_BASE_URL",
        inProject: false,
      }),
    ),
    temperature: v.pipe(
      v.exactOptional(numberBetween(0, 2)),
      v.metadata({
        description:
          "From 0 (sober) to 2 (wild); 0 means 0. Without it: the provider's own default.",
        example: 0.2,
        variable: "HEXAI_OPENAI_TEMPERATURE",
        inProject: true,
      }),
    ),
  }),
  stats: v.object({
    window_minutes: v.pipe(
      v.optional(wholeNumber(1, 1440), 60),
      v.metadata({
        description: "How far back the statistics look, in minutes.",
        variable: "HEXAI_STATS_WINDOW_MINUTES",
        inProject: false,
      }),
    ),
    enabled: v.pipe(
      v.optional(trueOrFalse(), true),
      v.metadata({
        description: "Whether requests are counted at all.",
        variable: "HEXAI_STATS_ENABLED",
        inProject: false,
      }),
    ),
  }),
});

/** All settings by section and name, in the order in which users read about them. */
export const SECTIONS: ReadonlyMap<string, ReadonlyMap<string, Setting>> = new Map(
  Object.entries<Section>(SCHEMA.entries).map(([section, { entries }]) => [
    section,
    new Map(
      Object.entries(entries).map(([name, schema]) => [name, settingOf(section, name, schema)]),
    ),
  ]),
);

/** All settings, in the same order. */
export const SETTINGS: readonly Setting[] = [...SECTIONS.values()].flatMap((section) => [
  ...section.values(),
]);

/**
 * The whole configuration from valid values by key. A key that is not there gets its default, and so does
 * one whose value is empty: where that is valid it stands for "not set".
 *
 * @throws {v.ValiError} When a value is not valid, which is a bug of the caller.
 */
export function configOf(values: ReadonlyMap<string, unknown>): Config {
  return v.parse(
    SCHEMA,
    Object.fromEntries(
      [...SECTIONS].map(([section, settings]) => [section, sectionOf(settings, values)]),
    ),
  );
}

function sectionOf(
  settings: ReadonlyMap<string, Setting>,
  values: ReadonlyMap<string, unknown>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...settings.values()]
      .filter(({ key }) => (values.get(key) ?? "") !== "")
      .map(({ name, key }) => [name, values.get(key)]),
  );
}

interface Section {
  readonly entries: Readonly<Record<string, Row>>;
}

type Row = v.GenericSchema & {
  readonly pipe: readonly [v.GenericSchema, { readonly metadata: SettingNotes }];
};

function settingOf(section: string, name: string, schema: Row): Setting {
  return {
    ...schema.pipe[1].metadata,
    section,
    name,
    key: `${section}.${name}`,
    schema,
    default: v.getDefault(schema),
  };
}
