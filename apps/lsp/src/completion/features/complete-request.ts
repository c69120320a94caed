import { Position } from "vscode-languageserver";

/** The argument of the command `hexai.complete`: where to complete. */
export interface CompleteRequest {
  readonly uri: string;
  /** The version of the document that the position belongs to. */
  readonly version: number;
  /** In the client's encoding. */
  readonly position: Position;
}

/** The request in what a client sent, or `undefined` when it is none. */
export function completeRequestOf(value: unknown): CompleteRequest | undefined {
  return isCompleteRequest(value) ? value : undefined;
}

function isCompleteRequest(value: unknown): value is CompleteRequest {
  return (
    typeof value === "object" &&
    value !== null &&
    "uri" in value &&
    typeof value.uri === "string" &&
    "version" in value &&
    typeof value.version === "number" &&
    "position" in value &&
    Position.is(value.position)
  );
}
