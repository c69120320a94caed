import { describe, it, vi } from "vitest";

import { ChatError } from "./chat-error.ts";
import { failingCompletionClient, fakeCompletionClient } from "./testing/fake-completion-client.ts";
import { withCompletionUsage } from "./with-completion-usage.ts";
import type { FinishedChat } from "./with-usage.ts";

describe("withCompletionUsage", () => {
  it("reports a completion once, with its sizes in UTF-8 bytes", async ({ expect }) => {
    const finished: FinishedChat[] = [];
    const client = withCompletionUsage(fakeCompletionClient("é", "t"), (completion) =>
      finished.push(completion),
    );

    await client.complete({ prefix: "¿", suffix: ")" });

    expect(finished).toEqual([{ provider: "fake", model: "fake-1", sentBytes: 3, recvBytes: 3 }]);
  });

  it("passes deltas and the completion on", async ({ expect }) => {
    const deltas: string[] = [];
    const client = withCompletionUsage(fakeCompletionClient(" ", "x"), () => undefined);

    const completion = await client.complete(
      { prefix: "", suffix: "" },
      { onDelta: (text) => deltas.push(text) },
    );

    expect(deltas).toEqual([" ", "x"]);
    expect(completion?.text).toBe(" x");
  });

  it("reports nothing for a model that cannot complete", async ({ expect }) => {
    const onFinished = vi.fn<() => void>();
    const client = withCompletionUsage(fakeCompletionClient(), onFinished);

    await expect(client.complete({ prefix: "", suffix: "" })).resolves.toBeUndefined();
    expect(onFinished).not.toHaveBeenCalled();
  });

  it("reports nothing when the completion fails", async ({ expect }) => {
    const onFinished = vi.fn<() => void>();
    const failing = failingCompletionClient(new ChatError("unavailable", "503"));
    const client = withCompletionUsage(failing, onFinished);

    await expect(client.complete({ prefix: "", suffix: "" })).rejects.toThrow("503");
    expect(onFinished).not.toHaveBeenCalled();
  });
});
