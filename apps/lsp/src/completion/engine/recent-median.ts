/** The median of the last few numbers. */
export interface RecentMedian {
  add(value: number): void;
  /** Undefined until there are a few. */
  median(): number | undefined;
}

const KEPT = 9;
const ENOUGH = 3;

export function createRecentMedian(): RecentMedian {
  let values: readonly number[] = [];
  return {
    add(value) {
      values = [...values.slice(1 - KEPT), value];
    },
    median() {
      return values.length < ENOUGH
        ? undefined
        : values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
    },
  };
}
