/** The editor that closes documents over answers that are still coming. */
export const HASTY_EDITOR = "hasty";

/** Requests that the provider and the programs may count differently, by how the names of their models begin. */
export const EXCEPTIONS = {
  killed: "of processes that were killed or broken off",
  "full-disk": "while the disk was full",
  hasty: "of the editor that does not wait for answers",
} as const;

/** Whether every request to `model` must be counted that was answered in full. */
export function isExact(model: string): boolean {
  return Object.keys(EXCEPTIONS).every((exception) => !model.startsWith(exception));
}
