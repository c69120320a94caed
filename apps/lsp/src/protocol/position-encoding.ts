import type { ClientCapabilities } from "vscode-languageserver";

/** What a position's `character` counts. */
export type PositionEncoding = "utf-8" | "utf-16" | "utf-32";

/** The first encoding of the client's list that we speak; UTF-16, which the protocol prescribes, when there is none. */
export function negotiateEncoding({ general }: ClientCapabilities): PositionEncoding {
  return general?.positionEncodings?.find(isSpoken) ?? "utf-16";
}

function isSpoken(encoding: string): encoding is PositionEncoding {
  return encoding === "utf-8" || encoding === "utf-16" || encoding === "utf-32";
}
