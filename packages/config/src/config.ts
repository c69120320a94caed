/**
 * Every setting of Hexai, with the names of the file. `sections/` holds each key's meaning, unit, bounds and
 * default; `config.toml.example` shows them all.
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
  readonly completion: CompletionSettings;
  readonly triggers: { readonly trigger_characters: readonly string[] };
  readonly inline: { readonly inline_open: string; readonly inline_close: string };
  readonly chat: { readonly chat_suffix: string; readonly chat_prefixes: readonly string[] };
  readonly prompts: PromptsSettings;
  readonly tmux: { readonly custom_menu_hotkey: string };
  readonly tmux_action: { readonly menu: readonly MenuEntry[] };
  readonly ignore: IgnoreSettings;
  readonly stats: { readonly window_minutes: number; readonly enabled: boolean };
}

export interface GeneralSettings {
  readonly max_tokens: number;
  readonly max_context_tokens: number;
  readonly request_timeout: number;
  readonly context_mode: "minimal" | "window" | "file-on-new-func" | "always-full";
  readonly context_window_lines: number;
  readonly coding_temperature: number;
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

/** A provider that Hexai knows by name. */
export interface HostSettings {
  readonly model: string;
  readonly base_url: string;
  /** Absent: the provider's own. */
  readonly temperature?: number;
  /** A program and its arguments, at least the program. */
  readonly api_key_command?: readonly string[];
}

/** A host that speaks OpenAI's protocol. */
export interface CompatibleSettings extends HostSettings {
  /** The variable that holds the key. */
  readonly api_key_env?: string;
  /** How the host completes code between two texts. */
  readonly fim: "auto" | "none" | "llamacpp" | "mistral" | "deepseek" | "openai" | "ollama";
}

/** Who answers, by surface. An empty list: the provider that `provider.name` says, with its model. */
export interface ModelsSettings {
  readonly completion: readonly ModelTarget[];
  readonly code_action: readonly ModelTarget[];
  readonly chat: readonly ModelTarget[];
  readonly cli: readonly ModelTarget[];
}

/** What is absent is what the provider's section says, and an absent provider is that of `provider.name`. */
export interface ModelTarget {
  readonly provider?: string;
  readonly model?: string;
  readonly temperature?: number;
}

/** Templates by surface. An absent one: the built-in text. An empty system template: no system message. */
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

/** A user's own action. Exactly one of `instruction` and `user` is there. */
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

/** One line of the tmux menu. `custom_id` is there when, and only when, `kind` is "custom". */
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
