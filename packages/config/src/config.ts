/**
 * Every setting of Hexai, under the names that the file uses. `schema/sections/` holds the meaning, unit, bounds and
 * default of each key; `config.toml.example` shows them all.
 */
export interface Config {
  readonly general: GeneralSettings;
  readonly logging: LoggingSettings;
  readonly provider: { readonly name?: string };
  readonly openai: HostSettings;
  readonly anthropic: HostSettings;
  readonly openrouter: HostSettings;
  readonly ollama: HostSettings;
  /** Hosts that speak OpenAI's protocol, by the name that the user gave them; in the order of the file. */
  readonly compatible: ReadonlyMap<string, CompatibleSettings>;
  readonly models: ModelsSettings;
  /** By the name that the user or a project gave them; in the order of the files. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly completion: CompletionSettings;
  readonly triggers: { readonly trigger_characters: readonly string[] };
  readonly inline: { readonly inline_open: string; readonly inline_close: string };
  readonly chat: { readonly chat_suffix: string; readonly chat_prefixes: readonly string[] };
  readonly prompts: PromptsSettings;
  readonly tmux: { readonly custom_menu_hotkey: string };
  readonly tmux_action: { readonly menu: readonly MenuEntry[] };
  readonly ignore: IgnoreSettings;
  readonly stats: StatsSettings;
  /** The user's own prices, by `PROVIDER:MODEL`. */
  readonly prices: ReadonlyMap<string, PriceSettings>;
  readonly history: HistorySettings;
}

export interface StatsSettings {
  readonly window_minutes: number;
  readonly enabled: boolean;
  readonly show: readonly StatsPart[];
  readonly budget_usd?: number;
}

/** What the Σ line shows. */
export type StatsPart = "requests" | "tokens" | "cost";

/** US dollars per million tokens. `cached` and `cache_write` are as `input` when they are not set. */
export interface PriceSettings {
  readonly input: number;
  readonly cached?: number;
  readonly cache_write?: number;
  readonly output: number;
}

export interface GeneralSettings {
  readonly max_tokens: number;
  readonly max_context_tokens: number;
  readonly request_timeout: number;
  readonly context_mode: "minimal" | "window" | "file-on-new-func" | "always-full";
  readonly context_window_lines: number;
  readonly coding_temperature: number;
  /** The flags or variables that set a limit, by setting. Advice names them instead of the setting. No setting of its own. */
  readonly limit_sources?: LimitSources;
}

/** What sets the limits of a request, where it is not a file. */
export interface LimitSources {
  readonly max_tokens?: string;
  readonly request_timeout?: string;
}

export interface LoggingSettings {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly log_preview_limit: number;
}

export interface CompletionSettings {
  readonly completion_debounce_ms: number;
  readonly completion_throttle_ms: number;
  readonly manual_invoke_min_prefix: number;
  readonly completion_wait_all: boolean;
}

export interface IgnoreSettings {
  readonly gitignore: boolean;
  readonly extra_patterns: readonly string[];
  readonly lsp_notify_ignored: boolean;
}

export interface HistorySettings {
  readonly enabled: boolean;
  readonly days: number;
  readonly max_mb: number;
}

/** A provider that Hexai knows by name. */
export interface HostSettings {
  readonly model: string;
  readonly base_url: string;
  /** The variable of the shell that `base_url` comes from, such as `OPENAI_BASE_URL`. No setting of its own. */
  readonly base_url_variable?: string;
  /** When it is not set, the provider uses its own default. */
  readonly temperature?: number;
  readonly options?: ModelOptions;
  /** A program that prints the key, and its arguments. It has at least one element. */
  readonly api_key_command?: readonly string[];
}

/** A host that speaks OpenAI's protocol. */
export interface CompatibleSettings extends HostSettings {
  /** Headers to send with every request. The values are secrets. */
  readonly headers?: HostParameters;
  /** Parameters to add to the query of every request. The values are secrets. */
  readonly query?: HostParameters;
  /** The environment variable that holds the key. */
  readonly api_key_env?: string;
  /** The route on which the host completes code between a prefix and a suffix. */
  readonly fim: "auto" | "none" | "llamacpp" | "mistral" | "deepseek" | "openai" | "ollama";
}

/** Headers or query parameters by name. A value is a text, or the environment variable that holds it. */
export type HostParameters = Readonly<Record<string, string | { readonly env: string }>>;

/**
 * What goes into the body of a request as it is, by name: a text, a number, true or false, or a list or table of those. No name is
 * one that Hexai sets itself.
 */
export type ModelOptions = Readonly<Record<string, unknown>>;

/** The models that answer, by surface. When a list is empty, the provider that `provider.name` names answers, with its model. */
export interface ModelsSettings {
  readonly completion: readonly ModelTarget[];
  readonly code_action: readonly ModelTarget[];
  readonly chat: readonly ModelTarget[];
  readonly cli: readonly ModelTarget[];
}

/** A model or temperature that is not set comes from the provider's section, a provider that is not set from `provider.name`. */
export interface ModelTarget {
  readonly provider?: string;
  readonly model?: string;
  readonly temperature?: number;
  readonly options?: ModelOptions;
}

/** What `hexai --role` asks with. What is not set comes from the flags, else from where it comes without a role. */
export interface Role extends ModelTarget {
  /** Replaces the system prompt. With an empty one, no system message is sent. */
  readonly system?: string;
}

/** Templates by surface. A template that is not set is the built-in one; with an empty system template, no system message is sent. */
export interface PromptsSettings {
  readonly completion: CompletionPrompts;
  readonly code_action: CodeActionPrompts;
  readonly chat: { readonly system?: string };
  readonly cli: { readonly default_system?: string; readonly explain_system?: string };
}

export interface CompletionPrompts {
  readonly system?: string;
  readonly user?: string;
  readonly inline_system?: string;
  readonly inline_user?: string;
}

export interface CodeActionPrompts {
  readonly rewrite_system?: string;
  readonly rewrite_user?: string;
  readonly diagnostics_system?: string;
  readonly diagnostics_user?: string;
  readonly document_system?: string;
  readonly document_user?: string;
  readonly simplify_system?: string;
  readonly simplify_user?: string;
  readonly fix_typos_system?: string;
  readonly fix_typos_user?: string;
  readonly unit_test_system?: string;
  readonly unit_test_user?: string;
  readonly custom_prompt_system?: string;
  readonly custom_prompt_user?: string;
  readonly custom: readonly CustomAction[];
}

/** A custom action. Exactly one of `instruction` and `user` is set. */
export interface CustomAction {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly scope: "selection" | "diagnostics";
  readonly hotkey?: string;
  readonly instruction?: string;
  readonly user?: string;
  readonly system?: string;
}

/** One line of the tmux menu. `custom_id` is set exactly when `kind` is "custom". */
export interface MenuEntry {
  readonly kind: MenuKind;
  readonly title?: string;
  readonly hotkey?: string;
  readonly custom_id?: string;
}

export type MenuKind =
  | "rewrite"
  | "diagnostics"
  | "document"
  | "simplify"
  | "fix_typos"
  | "unit_test"
  | "custom_prompt"
  | "custom"
  | "skip";
