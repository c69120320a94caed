import type { ApiKey } from "./find-key.ts";
import type { ResolvedParameters } from "./host-parameters.ts";

/** Who is asked, as error messages tell it. */
export interface ChatTarget extends Partial<ResolvedParameters> {
  readonly provider: string;
  readonly model: string;
  readonly baseUrl: string;
  /** The section of the configuration that sets it, such as `openai` or `compatible.lab`. */
  readonly section: string;
  /** The variable or the setting that holds the address. `base_url` in the section when it is not set. */
  readonly addressSetting?: string | undefined;
  /** The environment variable whose proxy may be in the way. */
  readonly proxy?: string | undefined;
  /** Absent when the provider wants none. Its value never appears in a message. */
  readonly key: ApiKey | undefined;
}
