import { once } from "node:events";

import { describe, it, onTestFinished } from "vitest";

import { startSocketPairs } from "../../testing/socket-pairs.ts";
import { socketChannel } from "./socket-channel.ts";

describe("socketChannel", () => {
  it("tells that it is closed also to who listens after that", async ({ expect }) => {
    const pairs = await startSocketPairs();
    onTestFinished(() => pairs.stop());
    const [socket, other] = await pairs.connect();
    const line = socketChannel<string, string>(socket);
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
});
