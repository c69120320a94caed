import type { DocumentGate } from "./document-gate.ts";

/** A gate that is made when it is asked for the first time. Until it is there, everybody waits. */
export function createLazyGate(make: () => Promise<DocumentGate>): DocumentGate {
  let made: Promise<DocumentGate> | undefined;
  return {
    async refusalOf(uri, options) {
      made ??= make();
      return (await made).refusalOf(uri, options);
    },
  };
}
