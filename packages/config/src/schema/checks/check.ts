import type { Config } from "../../config.ts";

/** A rule about several keys at once. */
export interface Check {
  /** What it reads, as beginnings of keys. A mistake in one of them leaves the check without a base. */
  readonly reads: readonly string[];
  /** `isOfProject` tells of a key whether a project's file says it. */
  readonly find: (
    config: Config,
    isOfProject: (key: string) => boolean,
  ) => readonly Contradiction[];
}

/** A value that does not go with another one. */
export interface Contradiction {
  /** The value to blame, which some layer says. */
  readonly key: string;
  readonly message: string;
}
