import { type Action, type ActionNeed, type ActionSource, missingInput } from "@hexai/actions";
import type { Range } from "vscode-languageserver";

/** An action on a part of a document, as it was when the user asked for it. */
export interface ActionJob {
  readonly action: Action;
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  /** The whole text of the document. */
  readonly text: string;
  readonly selection: string;
  /** The range of the selection, in the client's encoding. */
  readonly range: Range;
  readonly source: ActionSource;
}

/** What to tell the user when `prepareAction` lacks something for a job. */
export function missingInputProblem({ action, selection, source }: ActionJob): string {
  const lack = missingInput(action, selection, source) ?? "selection";
  return `${action.title} needs ${NEEDS[lack]}`;
}

const AN_INSTRUCTION = "an instruction in the selection, such as >!use a map>";

const NEEDS: Readonly<Record<ActionNeed, string>> = {
  selection: "a selection",
  instruction: AN_INSTRUCTION,
  prompt: AN_INSTRUCTION,
  diagnostics: "a diagnostic at the selection",
};
