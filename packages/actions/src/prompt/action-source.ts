import type { TextSource } from "../instruction/language-of.ts";
import type { TestTarget } from "../unit-test/conventions-of.ts";

/** Where a selection comes from, and what is known about it. */
export interface ActionSource extends TextSource {
  /** What compilers and linters report about the selection, one text each. */
  readonly diagnostics?: readonly string[] | undefined;
  /** What the user wants. Outweighs an instruction in the selection, which then is text like any other. */
  readonly instruction?: string | undefined;
  /** Where unit tests will go. */
  readonly tests?: TestTarget | undefined;
}
