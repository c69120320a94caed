import { describe, it, onTestFinished, vi } from "vitest";

import { fakeTerminal } from "../testing/fake-terminal.ts";
import { createAnswerWriter } from "./answer-writer.ts";
import { createLazyWriter } from "./create-lazy-writer.ts";

describe("createLazyWriter", () => {
  it("loses nothing that comes before it is loaded", async ({ expect }) => {
    const { terminal, load, loads } = setUp();
    const writer = createLazyWriter(load);

    writer.write("a");
    writer.write("b");
    await vi.waitFor(() => expect(terminal.written.out).toBe("ab"));
    writer.write("c");
    await writer.end();

    expect(terminal.written.out).toBe("abc\n");
    expect(loads()).toBe(1);
  });

  it("writes all when the answer ends before it is loaded", async ({ expect }) => {
    const { terminal, load } = setUp();
    const writer = createLazyWriter(load);

    writer.write("a");
    await writer.end();

    expect(terminal.written.out).toBe("a\n");
  });

  it("is loaded while nothing comes", async ({ expect }) => {
    const { load, loads } = setUp();
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });

    createLazyWriter(load);
    const before = loads();
    vi.runAllTimers();

    expect([before, loads()]).toEqual([0, 1]);
  });

  it("loads nothing for no answer", async ({ expect }) => {
    const { terminal, load, loads } = setUp();

    await createLazyWriter(load).end();

    expect(loads()).toBe(0);
    expect(terminal.written.out).toBe("");
  });

  it("tells that it could not be loaded", async ({ expect }) => {
    const writer = createLazyWriter(() => Promise.reject(new TypeError("a bug")));

    writer.write("a");

    await expect(writer.end()).rejects.toThrow("a bug");
  });
});

function setUp() {
  const terminal = fakeTerminal();
  let loads = 0;
  const load = () => {
    loads += 1;
    return Promise.resolve(createAnswerWriter(terminal.out));
  };
  return { terminal, load, loads: () => loads };
}
