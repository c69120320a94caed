import type { Config, HostSettings } from "@hexai/config";

/** The section of a provider, or undefined when it has none. */
export function providerSettings(config: Config, provider: string): HostSettings | undefined {
  switch (provider) {
    case "openai":
    case "anthropic":
    case "openrouter":
    case "ollama": {
      return config[provider];
    }
    default: {
      return config.compatible.get(provider);
    }
  }
}
