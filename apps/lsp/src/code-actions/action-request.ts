import { Range } from "vscode-languageserver";

/** The argument of the command `hexai.action`: what to do, and to which text. */
export interface ActionRequest {
  readonly action: string;
  readonly uri: string;
  /** The version of the document that the range belongs to. */
  readonly version: number;
  /** In the client's encoding. */
  readonly range: Range;
  /** What is reported about the text, one line each. For actions that are about that. */
  readonly diagnostics?: readonly string[];
  /** What the user wants, for a client that asks its user. Outweighs an instruction in the text. */
  readonly instruction?: string;
}

/** The request in what a client sent, or `undefined` when it is none. */
export function actionRequestOf(value: unknown): ActionRequest | undefined {
  return isActionRequest(value) ? value : undefined;
}

function isActionRequest(value: unknown): value is ActionRequest {
  return (
    typeof value === "object" &&
    value !== null &&
    "action" in value &&
    typeof value.action === "string" &&
    "uri" in value &&
    typeof value.uri === "string" &&
    "version" in value &&
    typeof value.version === "number" &&
    "range" in value &&
    Range.is(value.range) &&
    (!("diagnostics" in value) || isTexts(value.diagnostics)) &&
    (!("instruction" in value) || typeof value.instruction === "string")
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
