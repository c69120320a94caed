/**
 * How what was typed goes with what a model has written so far: it is the beginning of it (`agrees`), the model has not come
 * that far (`unknown`), or it is something else (`contradicts`).
 */
export type Agreement = "agrees" | "unknown" | "contradicts";

export function agreementOf(typed: string, written: string): Agreement {
  if (typed.length < written.length) {
    return written.startsWith(typed) ? "agrees" : "contradicts";
  }
  return typed.startsWith(written) ? "unknown" : "contradicts";
}
