import { ChatError } from "@hexai/chat";
import { describe, it } from "vitest";
import { MessageType } from "vscode-languageserver";

import { connectedPair } from "../testing/connected-pair.ts";
import { fakeLog } from "../testing/fake-log.ts";
import { runReportingProblems, showMessage } from "./messages.ts";

describe("showMessage", () => {
  it.for([
    { message: "the model \u202Eevil\u202C is down", shown: "the model �evil� is down" },
    { message: "no\u001B[2J way", shown: "no␛[2J way" },
    { message: "zero\u200Bwidth", shown: "zero�width" },
    { message: "two lines:\nand a 👩‍👩‍👧", shown: "two lines:\nand a 👩‍👩‍👧" },
  ])("makes text from outside safe: $shown", async ({ message, shown }, { expect }) => {
    const { server, messages } = connected();

    showMessage(server, MessageType.Error, message);

    await expect(messages).resolves.toEqual([shown]);
  });
});

describe("runReportingProblems", () => {
  it("makes the messages of providers safe, too", async ({ expect }) => {
    const { server, messages } = connected();
    const context = { connection: server, log: fakeLog() };

    await runReportingProblems(context, "ask", () =>
      Promise.reject(new ChatError("unavailable", "p: \u202Edown")),
    );

    await expect(messages).resolves.toEqual(["Hexai: p: �down"]);
  });
});

/** A server's connection, and the first message that its client gets. */
function connected() {
  const { client, server } = connectedPair();
  server.listen();
  const messages = new Promise<string[]>((resolve) => {
    client.onNotification("window/showMessage", ({ message }: { message: string }) => {
      resolve([message]);
    });
  });
  return { server, messages };
}
