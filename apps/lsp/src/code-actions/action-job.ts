import type { Action, ActionSource } from "@hexai/actions";
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
  /** Where the selection is, in the client's encoding. */
  readonly range: Range;
  readonly source: ActionSource;
}
