import { describeValue } from "../../describe/describe-value.ts";
import type { Contradiction } from "./check.ts";

/** A value that only one key may have. */
export interface UniqueValue {
  readonly key: string;
  readonly value: string | undefined;
}

/** Every value that an earlier one already has. */
export function repeated(values: readonly UniqueValue[]): readonly Contradiction[] {
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
