import { type Connection, type MessageType, ShowMessageNotification } from "vscode-languageserver";

/**
 * One line for the user, as a notification. The library's own functions send a request, which some editors
 * answer with a picker and others not at all.
 */
export function showMessage(connection: Connection, type: MessageType, message: string): void {
  const send = async (): Promise<void> =>
    connection.sendNotification(ShowMessageNotification.type, { type, message });
  send().catch(() => undefined); // the connection is closed: nobody is left to be told
}
