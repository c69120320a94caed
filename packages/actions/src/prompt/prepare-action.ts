import type { ChatMessage } from "@hexai/chat";

import { cleanAnswer } from "../answer/clean-answer.ts";
import { dedent } from "../answer/indentation.ts";
import type { Action } from "../catalogue/action.ts";
import { fileNameOf } from "../instruction/file-name-of.ts";
import { findInstruction } from "../instruction/find-instruction.ts";
import { languageOf, type TextSource } from "../instruction/language-of.ts";
import { cleanTests } from "../unit-test/clean-tests.ts";
import { conventionsOf } from "../unit-test/conventions-of.ts";
import { type ActionSource, givenInstruction, missingInput } from "./action-source.ts";
import { messagesFor } from "./messages-for.ts";

/** An action whose messages can be sent. */
export interface PreparedAction {
  readonly messages: readonly ChatMessage[];
  /** Turns the model's answer into the replacement for the selection, or into the code of the tests. */
  resultOf(answer: string): string;
  /**
   * The same action after an answer that the user rejected.
   *
   * @param further - What the user wants changed. When it is blank, the same messages are sent again.
   */
  again(answer: string, further: string): PreparedAction;
}

/** Returns `undefined` when a required input is missing; `missingInput` says which. */
export function prepareAction(
  action: Action,
  selection: string,
  source: ActionSource = {},
): PreparedAction | undefined {
  if (missingInput(action, selection, source) !== undefined) {
    return undefined;
  }
  const given = givenInstruction(action, selection, source);
  const { instruction, text, marker } = given ?? { text: selection };
  const language = languageOf(source) ?? source.languageId;
  const messages = messagesFor(action, {
    selection: dedent(text),
    instruction,
    language,
    file: source.path === undefined ? undefined : fileNameOf(source.path),
    diagnostics: source.diagnostics,
    conventions: conventionsOf(language, source.tests),
  });
  return prepared(messages, (answer) =>
    action.result === "unit_test"
      ? cleanTests(answer, text)
      : withoutMarker(cleanAnswer(answer, text), marker, source),
  );
}

const IN_FULL = "Answer in full again, in the same form as before.";

function prepared(
  messages: readonly ChatMessage[],
  resultOf: (answer: string) => string,
): PreparedAction {
  return {
    messages,
    resultOf,
    again: (answer, further) => prepared([...messages, ...followUpOf(answer, further)], resultOf),
  };
}

/** The messages of the second turn. A blank message is left out, because providers refuse it. */
function followUpOf(answer: string, further: string): readonly ChatMessage[] {
  if (further.trim() === "") {
    return [];
  }
  const question = { role: "user", content: `${further}\n\n${IN_FULL}` } as const;
  return answer.trim() === "" ? [question] : [{ role: "assistant", content: answer }, question];
}

/** Removes the instruction's marker from the answer, because some models repeat it. */
function withoutMarker(result: string, marker: string | undefined, source: TextSource): string {
  if (marker === undefined) {
    return result;
  }
  const echoed = findInstruction(result, source);
  return echoed?.marker === marker ? echoed.text : result;
}
