import type { Action, ActionNeed } from "./action.ts";
import { cleanAnswer } from "./clean-answer.ts";
import { cleanTests } from "./clean-tests.ts";
import { fileNameOf } from "./file-name-of.ts";
import { findInstruction, type FoundInstruction } from "./find-instruction.ts";
import { dedent } from "./indentation.ts";
import { languageOf, type TextSource } from "./language-of.ts";
import { type ActionMessage, messagesFor } from "./messages-for.ts";
import { conventionsOf, type TestTarget } from "./unit-test/conventions-of.ts";

/** Where a selection comes from, and what is known about it. */
export interface ActionSource extends TextSource {
  /** What compilers and linters report about the selection, one text each. */
  readonly diagnostics?: readonly string[] | undefined;
  /** What the user wants. Outweighs an instruction in the selection, which then is text like any other. */
  readonly instruction?: string | undefined;
  /** Where unit tests will go. */
  readonly tests?: TestTarget | undefined;
}

/** An action that is ready to be asked for. */
export interface PreparedAction {
  readonly messages: readonly ActionMessage[];
  /** Turns the model's answer into the text that replaces the selection, or into the code of the tests. */
  resultOf(answer: string): string;
  /**
   * The same action, asked again after an answer that was not good enough.
   *
   * @param further - What is to be different. Blank: the same question once more.
   */
  again(answer: string, further: string): PreparedAction;
}

/** What `selection` lacks for `action`, or `undefined` when it can be asked for. */
export function lackOf(
  action: Action,
  selection: string,
  source: ActionSource = {},
): ActionNeed | undefined {
  if (selection.trim() === "") {
    return "selection";
  }
  switch (action.needs) {
    case "selection":
      return undefined;
    case "diagnostics":
      return (source.diagnostics ?? []).length === 0 ? "diagnostics" : undefined;
    case "instruction":
    case "prompt":
      return hasText(source.instruction) || findInstruction(selection, source)
        ? undefined
        : action.needs;
  }
}

/** `undefined` when `selection` lacks what the action needs; `lackOf` tells what that is. */
export function prepareAction(
  action: Action,
  selection: string,
  source: ActionSource = {},
): PreparedAction | undefined {
  if (lackOf(action, selection, source) !== undefined) {
    return undefined;
  }
  const found = foundFor(action, selection, source);
  const text = found?.text ?? selection;
  const language = languageOf(source) ?? source.languageId;
  const messages = messagesFor(action, {
    selection: dedent(text),
    instruction: action.instruction ?? found?.instruction ?? source.instruction,
    language,
    file: source.path === undefined ? undefined : fileNameOf(source.path),
    diagnostics: source.diagnostics,
    conventions: conventionsOf(language, source.tests),
  });
  return prepared(messages, (answer) =>
    action.result === "unit_test"
      ? cleanTests(answer, text)
      : withoutEcho(cleanAnswer(answer, text), found, source),
  );
}

const IN_FULL = "Answer in full again, in the same form as before.";

function prepared(
  messages: readonly ActionMessage[],
  resultOf: (answer: string) => string,
): PreparedAction {
  return {
    messages,
    resultOf,
    again(answer, further) {
      const asked: readonly ActionMessage[] = [
        { role: "assistant", text: answer },
        { role: "user", text: `${further}\n\n${IN_FULL}` },
      ];
      return prepared(hasText(further) ? [...messages, ...asked] : messages, resultOf);
    },
  };
}

/** The instruction inside of the selection, where the action goes by one and the user gave no other. */
function foundFor(
  action: Action,
  selection: string,
  source: ActionSource,
): FoundInstruction | undefined {
  const isAskedFor = action.needs === "instruction" || action.needs === "prompt";
  return isAskedFor && !hasText(source.instruction)
    ? findInstruction(selection, source)
    : undefined;
}

/** A model that repeats the marker does not get it past the user. */
function withoutEcho(
  result: string,
  found: FoundInstruction | undefined,
  source: TextSource,
): string {
  const echoed = found && findInstruction(result, source);
  return echoed && echoed.marker === found.marker ? echoed.text : result;
}

function hasText(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== "";
}
