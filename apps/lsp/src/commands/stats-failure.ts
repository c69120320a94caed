import { StatsError } from "@hexai/stats";

/** Why the statistics cannot be read, in words for a user; undefined when `error` is a bug of ours. */
export function statsFailure(error: unknown): string | undefined {
  return error instanceof StatsError ? error.message : undefined;
}
