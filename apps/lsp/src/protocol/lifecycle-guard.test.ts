import { describe, it, vi } from "vitest";
import { ErrorCodes } from "vscode-languageserver";

import { connectedPair } from "../testing/connected-pair.ts";

const INITIALIZE = { processId: null, rootUri: null, capabilities: {} };

describe("createLifecycleGuard", () => {
  it("refuses requests before initialize", async ({ expect }) => {
    const { client } = listening();

    await expect(client.sendRequest("test/echo")).rejects.toMatchObject({
      code: ErrorCodes.ServerNotInitialized,
    });
    await client.sendRequest("initialize", INITIALIZE);
    await expect(client.sendRequest("test/echo")).resolves.toBe("echo");
  });

  it("drops notifications before initialize and after shutdown", async ({ expect }) => {
    const { client, notified } = listening();

    await client.sendNotification("test/note", "early");
    await client.sendRequest("initialize", INITIALIZE);
    await client.sendNotification("test/note", "timely");
    await client.sendRequest("shutdown");
    await client.sendNotification("test/note", "late");
    await client.sendRequest("test/echo").catch(() => undefined);

    expect(notified).toEqual(["timely"]);
  });

  it("refuses a second initialize", async ({ expect }) => {
    const { client } = listening();
    await client.sendRequest("initialize", INITIALIZE);

    await expect(client.sendRequest("initialize", INITIALIZE)).rejects.toMatchObject({
      code: ErrorCodes.InvalidRequest,
    });
  });

  it("refuses requests after shutdown, a second shutdown too", async ({ expect }) => {
    const { client } = listening();
    await client.sendRequest("initialize", INITIALIZE);

    await expect(client.sendRequest("shutdown")).resolves.toBeNull();

    for (const method of ["test/echo", "initialize", "shutdown"]) {
      await expect(client.sendRequest(method, INITIALIZE)).rejects.toMatchObject({
        code: ErrorCodes.InvalidRequest,
      });
    }
  });

  it("lets exit pass at any time", async ({ expect }) => {
    const early = listening();
    const late = listening();

    await early.client.sendNotification("exit");
    await late.client.sendRequest("initialize", INITIALIZE);
    await late.client.sendRequest("shutdown");
    await late.client.sendNotification("exit");

    await vi.waitFor(() => {
      expect(early.exitCodes).toEqual([1]);
      expect(late.exitCodes).toEqual([0]);
    });
  });
});

function listening() {
  const pair = connectedPair();
  const notified: string[] = [];
  pair.server.onRequest("test/echo", () => "echo");
  pair.server.onNotification("test/note", (note: string) => {
    notified.push(note);
  });
  pair.server.listen();
  return { ...pair, notified };
}
