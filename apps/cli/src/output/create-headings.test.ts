import { describe, it } from "vitest";

import { fakeTerminal } from "../testing/fake-terminal.ts";
import { createAnswerWriter } from "./answer-writer.ts";
import { createHeadings } from "./create-headings.ts";

describe("createHeadings", () => {
  it("shows one answer after the other", async ({ expect }) => {
    const { view, shown } = setUp();

    view.write(1, "b1");
    view.write(0, "a1");
    view.write(1, " b2");
    view.write(0, " a2");
    view.end(0);
    view.end(1);
    await view.close();

    expect(shown()).toBe("## one\n\na1 a2\n\n## two\n\nb1 b2\n");
  });

  it("shows the first while it comes, and the next from its turn on", async ({ expect }) => {
    const { view, shown } = setUp();

    view.write(1, "b1");
    view.write(0, "a1");
    const first = shown();
    view.end(0);
    await view.close();
    const second = shown();
    view.write(1, " b2");

    expect(first).toBe("## one\n\na1");
    expect(second).toBe("## one\n\na1\n\n## two\n\nb1");
    expect(shown()).toBe("## one\n\na1\n\n## two\n\nb1 b2");
  });

  it("shows the heading of an answer that failed, and goes on", async ({ expect }) => {
    const { view, shown } = setUp();

    view.end(0, "503");
    await view.close();
    view.write(1, "b");
    view.end(1);
    await view.close();

    expect(shown()).toBe("## one\n\n\n## two\n\nb\n");
  });

  it("waits for the first when all others are there", async ({ expect }) => {
    const { view, shown } = setUp();

    view.write(1, "b");
    view.end(1);
    await view.close();

    expect(shown()).toBe("");
  });
});

function setUp() {
  const { out, written } = fakeTerminal();
  const view = createHeadings(out, ["one", "two"], () => createAnswerWriter(out));
  return { view, shown: () => written.out };
}
