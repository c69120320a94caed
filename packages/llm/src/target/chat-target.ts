import type { Proxy } from "../transport/proxy.ts";
import type { ApiKey } from "./find-key.ts";
import type { ResolvedParameters } from "./host-parameters.ts";

/** Who is asked, as error messages tell it. */
export interface ChatTarget extends Partial<ResolvedParameters> {
  readonly provider: string;
  readonly model: string;
  readonly baseUrl: string;
  /** The section of the configuration that sets it, such as `openai` or `compatible.lab`. */
  readonly section: string;
  /** What the address comes from, as messages name it: `openai.base_url`, or a variable. */
  readonly addressSetting: string;
  /** The proxy on the way. */
  readonly proxy?: Proxy | undefined;
  /** Undefined when the provider needs none. Its value never appears in a message. */
  readonly key: ApiKey | undefined;
}
