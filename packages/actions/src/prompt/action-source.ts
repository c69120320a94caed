import type { Action, ActionNeed } from "../catalogue/action.ts";
import { findInstruction } from "../instruction/find-instruction.ts";
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

/** What `selection` lacks for `action`, or `undefined` when the model can be asked. */
export function missingInput(
  action: Action,
  selection: string,
  source: ActionSource = {},
): ActionNeed | undefined {
  const { needs } = action;
  if (selection.trim() === "") {
    return "selection";
  }
  if (needs === "selection") {
    return undefined;
  }
  const isGiven =
    needs === "diagnostics"
      ? source.diagnostics !== undefined && source.diagnostics.length > 0
      : givenInstruction(action, selection, source) !== undefined;
  return isGiven ? undefined : needs;
}

/** What is to be done, and the text without it. */
export interface GivenInstruction {
  readonly instruction: string;
  readonly text: string;
  /** As it is written in the selection; undefined when the instruction does not stand in the selection. */
  readonly marker?: string;
}

/** The instruction of `action`: its own, else the user's, else the one in the selection. */
export function givenInstruction(
  action: Action,
  selection: string,
  source: ActionSource,
): GivenInstruction | undefined {
  const { needs, instruction = source.instruction } = action;
  if (instruction !== undefined && instruction.trim() !== "") {
    return { instruction, text: selection };
  }
  const isSought = needs === "instruction" || needs === "prompt";
  return isSought ? findInstruction(selection, source) : undefined;
}
