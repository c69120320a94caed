import { once } from "node:events";

import { describe, it, onTestFinished } from "vitest";

import { startSocketPairs } from "../../testing/socket-pairs.ts";
import { socketLine } from "./socket-line.ts";

describe("socketLine", () => {
  it("tells that it is closed also to who listens after that", async ({ expect }) => {
    const pairs = await startSocketPairs();
    onTestFinished(() => pairs.stop());
    const [socket, other] = await pairs.connect();
    const line = socketLine<string, string>(socket, JSON.parse);
    const closed = new Promise((resolve) => {
      socket.once("close", resolve);
    });
    other.destroy();
    await once(other, "close");
    line.send("nobody reads it"); // EPIPE
    await closed;

    const heard = new Promise<string>((resolve) => {
      line.listen(
        () => undefined,
        () => resolve("closed"),
      );
    });

    await expect(heard).resolves.toBe("closed");
  });

  it("closes at what it does not understand, and tells nothing that comes after it", async ({
    expect,
  }) => {
    const pairs = await startSocketPairs();
    onTestFinished(() => pairs.stop());
    const [socket, other] = await pairs.connect();
    const heard: string[] = [];
    const line = socketLine<string, string>(socket, (text) => (text === "?" ? undefined : text));

    other.write("a\n?\nb\n");
    await new Promise<void>((resolve) => {
      line.listen((message) => heard.push(message), resolve);
    });

    expect(heard).toEqual(["a"]);
  });
});
