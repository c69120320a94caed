import type { Config } from "../../config.ts";
import { describeValue } from "../../describe/format-value.ts";

/** A rule about several keys. */
export interface Check {
  /** The keys that it reads, as prefixes. The check is skipped when one of them has a mistake. */
  readonly reads: readonly string[];
  /** `isOfProject` returns whether a project's file sets a key. */
  readonly find: (
    config: Config,
    isOfProject: (key: string) => boolean,
  ) => readonly Contradiction[];
}

/** A value that contradicts another one. */
export interface Contradiction {
  /** The key of the value to change. Some layer sets it. */
  readonly key: string;
  readonly message: string;
}

/** A value that must differ from all others of its kind. */
export interface UniqueValue {
  readonly key: string;
  readonly value: string | undefined;
}

/** Every value that an earlier key already has. */
export function duplicates(values: readonly UniqueValue[]): readonly Contradiction[] {
  return values.flatMap(({ key, value }, index) => {
    const earlier = values.slice(0, index).find((other) => other.value === value);
    return value === undefined || earlier === undefined
      ? []
      : [
          {
            key,
            message: `is ${describeValue(value)} as ${earlier.key} is, must be another`,
          },
        ];
  });
}
