import type { Action } from "../catalogue/action.ts";
import type { ActionSource } from "../prompt/action-source.ts";
import { findInstruction } from "./find-instruction.ts";

/** What is to be done, and the text without it. */
export interface GivenInstruction {
  readonly instruction: string;
  readonly text: string;
  /** As it is written in the selection; absent when the instruction does not stand in the selection. */
  readonly marker?: string;
}

/** The instruction of `action`: its own, else the user's, else the one in the selection. */
export function instructionFor(
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
