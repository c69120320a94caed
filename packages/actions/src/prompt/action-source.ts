import type { Action, ActionNeed } from "../catalogue/action.ts";
import { findInstruction } from "../instruction/find-instruction.ts";
import type { TextSource } from "../instruction/language-of.ts";
import type { TestTarget } from "../unit-test/conventions-of.ts";

/** What is known about a selection and its origin. */
export interface ActionSource extends TextSource {
  /** The messages of compilers and linters about the selection. */
  readonly diagnostics?: readonly string[] | undefined;
  /** The user's instruction. It overrides an instruction in the selection, which then is ordinary text. */
  readonly instruction?: string | undefined;
  /** The file that will hold the unit tests. */
  readonly tests?: TestTarget | undefined;
}

/** The input that `action` requires and that is missing, or `undefined` when the model can be asked. */
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

/** An instruction, and the text without it. */
export interface GivenInstruction {
  readonly instruction: string;
  readonly text: string;
  /** The instruction with its marker, as it is written in the selection; undefined when it is not from the selection. */
  readonly marker?: string;
}

/** The instruction for `action`: the action's own, else the user's, else the one in the selection. */
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
