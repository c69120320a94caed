import type { ClientCapabilities } from "vscode-languageserver";

import { negotiateEncoding, type PositionEncoding } from "./position-encoding.ts";

/** What the server needs to know about its client. Decided by capabilities, not by names. */
export interface ClientProfile {
  readonly encoding: PositionEncoding;
  /** The client refuses an edit that was made for another version of the document. */
  readonly checksVersions: boolean;
  readonly showsProgress: boolean;
}

export function clientProfileOf(capabilities: ClientCapabilities): ClientProfile {
  const { workspace, window } = capabilities;
  return {
    encoding: negotiateEncoding(capabilities),
    checksVersions: workspace?.workspaceEdit?.documentChanges === true,
    showsProgress: window?.workDoneProgress === true,
  };
}
