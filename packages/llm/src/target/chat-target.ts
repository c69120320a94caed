import type { ApiKey } from "./find-key.ts";

/** Who is asked, as error messages tell it. */
export interface ChatTarget {
  readonly provider: string;
  readonly model: string;
  readonly baseUrl: string;
  /** The section of the configuration that sets it, such as `openai` or `compatible.lab`. */
  readonly section: string;
  /** The environment variable whose proxy may be in the way. */
  readonly proxy?: string | undefined;
  /** Absent when the provider wants none. Its value never appears in a message. */
  readonly key: ApiKey | undefined;
}
