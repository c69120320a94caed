import type { Action } from "./action.ts";
import { cleanAnswer } from "./clean-answer.ts";
import { findInstruction } from "./find-instruction.ts";
import { dedent } from "./indentation.ts";
import { languageOf, type TextSource } from "./language-of.ts";
import { type ActionMessage, messagesFor } from "./messages-for.ts";

/** An action that is ready to be asked for. */
export interface PreparedAction {
  readonly messages: readonly ActionMessage[];
  /** Turns the model's answer into the text that replaces the selection. */
  resultOf(answer: string): string;
}

/** `undefined` when `selection` lacks what the action needs. */
export function prepareAction(
  action: Action,
  selection: string,
  source: TextSource = {},
): PreparedAction | undefined {
  const found = action.needs === "instruction" ? findInstruction(selection, source) : undefined;
  if (selection.trim() === "" || (action.needs === "instruction" && found === undefined)) {
    return undefined;
  }
  const text = found?.text ?? selection;
  return {
    messages: messagesFor(action, {
      selection: dedent(text),
      instruction: found?.instruction,
      language: languageOf(source) ?? source.languageId,
    }),
    resultOf(answer) {
      const result = cleanAnswer(answer, text);
      const echoed = found && findInstruction(result, source);
      return echoed && echoed.marker === found.marker ? echoed.text : result;
    },
  };
}
