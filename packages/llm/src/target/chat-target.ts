import type { Proxy } from "../transport/proxy.ts";
import type { ApiKey } from "./find-key.ts";
import type { ResolvedParameters } from "./host-parameters.ts";
import type { ModelOptions } from "./llm-settings.ts";

/** The provider and model that a request goes to, with what error messages say about them. */
export interface ChatTarget extends Partial<ResolvedParameters> {
  readonly provider: string;
  readonly model: string;
  readonly baseUrl: string;
  /** The section of the configuration that describes the host, such as `openai` or `compatible.lab`. */
  readonly section: string;
  /** The setting or variable that the address comes from, such as `openai.base_url`. */
  readonly addressSetting: string;
  /** They go into the body of a Chat as they are; those of Ollama into its `options`. */
  readonly options?: ModelOptions | undefined;
  /**
   * Those of native completions. Only Ollama has any: with another `num_ctx` it would load the model anew for every other request.
   * The APIs that complete at other hosts are not those of their Chats, and may refuse what they do not know.
   */
  readonly completionOptions?: ModelOptions | undefined;
  /** The proxy that requests go through. */
  readonly proxy?: Proxy | undefined;
  /** Undefined when the provider needs none. Its value never appears in a message. */
  readonly key: ApiKey | undefined;
}
