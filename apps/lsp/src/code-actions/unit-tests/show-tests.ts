import { MessageType, type Position } from "vscode-languageserver";

import { showMessage } from "../../protocol/show-message.ts";
import type { ServerContext } from "../../server-context.ts";

interface TestsPlace {
  readonly uri: string;
  /** The file as the user knows it. */
  readonly name: string;
  /** In the client's encoding. */
  readonly place: Position;
}

/** Brings the user to the tests, or says where they are when the client cannot. */
export async function showTests(
  { connection, client }: ServerContext,
  { uri, name, place }: TestsPlace,
): Promise<void> {
  const isShown = client().showsDocuments && (await showDocument());
  if (!isShown) {
    showMessage(connection, MessageType.Info, `Hexai: the tests are in ${name}`);
  }

  async function showDocument(): Promise<boolean> {
    try {
      const selection = { start: place, end: place };
      const { success } = await connection.window.showDocument({ uri, takeFocus: true, selection });
      return success;
    } catch {
      return false; // the client answered with an error, or is gone
    }
  }
}
