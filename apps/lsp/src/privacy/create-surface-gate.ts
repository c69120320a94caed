import type { IgnoreSettings } from "@hexai/config";
import type { TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { DocumentGate } from "./document-gate.ts";
import { MOST_BYTES, refusalBecause, TOO_LARGE } from "./refusal.ts";

export interface SurfaceGateParts {
  readonly documents: Pick<TextDocuments<TextDocument>, "get">;
  readonly settings: () => IgnoreSettings;
  /** Shows one line to the user. */
  readonly tell: (message: string) => void;
}

/**
 * The gate as the features see it: it knows what is open and not on disk as it is, and tells the user once about each open
 * document that stays at home, unless the settings say not to.
 */
export function createSurfaceGate(
  gate: DocumentGate,
  { documents, settings, tell }: SurfaceGateParts,
): DocumentGate {
  const told = new Set<string>();
  return {
    async refusalOf(uri, { callerTells = false } = {}) {
      const document = documents.get(uri);
      const isTooLarge = (document?.getText().length ?? 0) > MOST_BYTES;
      const refusal =
        (await gate.refusalOf(uri)) ?? (isTooLarge ? refusalBecause(uri, TOO_LARGE) : undefined);
      if (refusal !== undefined && document && !told.has(uri)) {
        told.add(uri);
        if (!callerTells && settings().lsp_notify_ignored) {
          tell(`Hexai: ${refusal}`);
        }
      }
      return refusal;
    },
  };
}
