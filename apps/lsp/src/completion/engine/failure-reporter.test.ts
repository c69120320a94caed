import { ChatError } from "@hexai/chat";
import { manualClock } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { connectedPair } from "../../testing/connected-pair.ts";
import { fakeLog } from "../../testing/fake-log.ts";
import { createFailureReporter } from "./failure-reporter.ts";

const DOWN = new ChatError("unavailable", "The host is down.", { provider: "p", model: "m" });

describe("createFailureReporter", () => {
  it("tells the user once in five minutes, and the log each time", async ({ expect }) => {
    const { report, messages, log, clock } = reporter();

    report(DOWN);
    clock.advance(299_999);
    report(DOWN);
    clock.advance(1);
    report(DOWN);

    await vi.waitFor(() => expect(messages).toHaveLength(2));
    expect(messages[0]).toBe("Hexai: The host is down.");
    expect(log.entries).toEqual(
      Array.from({ length: 3 }, () => "warn: completion: unavailable: The host is down."),
    );
  });

  it("knows kinds of failures apart, and keeps quiet about a cancelled request", async ({
    expect,
  }) => {
    const { report, messages, log } = reporter();

    report(new ChatError("aborted", "The request was cancelled."));
    report(DOWN);
    report(new ChatError("unauthorized", "The key is wrong.", { provider: "p", model: "m" }));

    await vi.waitFor(() => expect(messages).toHaveLength(2));
    expect(log.entries).toHaveLength(2);
  });

  it("puts a bug into the log and no stack before the user", async ({ expect }) => {
    const { report, messages, log } = reporter();

    report(new TypeError("x is not a function"));

    await vi.waitFor(() => expect(messages).toHaveLength(1));
    expect(messages[0]).not.toContain("function");
    expect(log.entries[0]).toContain("failure-reporter.test.ts");
  });
});

function reporter() {
  const { server, client } = connectedPair();
  server.listen();
  const messages: string[] = [];
  client.onNotification("window/showMessage", ({ message }: { message: string }) => {
    messages.push(message);
  });
  const log = fakeLog();
  const clock = manualClock();
  return {
    report: createFailureReporter({ connection: server, log, clock }),
    messages,
    log,
    clock,
  };
}
