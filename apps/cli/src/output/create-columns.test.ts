import { displayWidth } from "@hexai/terminal/text";
import { describe, it, onTestFinished, vi } from "vitest";

import { fakeTerminal } from "../testing/fake-terminal.ts";
import { type AnswerWriter, createAnswerWriter } from "./answer-writer.ts";
import { createColumns, fitsColumns } from "./create-columns.ts";
import { createMarkdownWriter } from "./markdown/create-markdown-writer.ts";
import type { Output } from "./terminal.ts";

describe("createColumns", () => {
  it("shows answers side by side while they come", ({ expect }) => {
    const { view, tick, screen } = setUp();

    view.write(0, "a1");
    view.write(1, "b1\nb2 ");
    tick();

    expect(screen()).toEqual([
      "one        │ two",
      "────────── │ ──────────",
      "a1         │ b1",
      "           │ b2",
    ]);
  });

  it("shows what comes of a block of Markdown, and then the block", async ({ expect }) => {
    const { view, tick, screen } = setUp({ createWriter: createMarkdownWriter });

    view.write(0, "# a\n\n*b*\nx");
    view.write(1, "- c\n- d\n- ");
    tick();
    expect(screen().slice(2)).toEqual([
      "# a        │ • c",
      "           │ - d",
      "*b*        │ -",
      "x          │",
    ]);

    view.write(0, "y");
    view.write(1, "e");
    view.end(0);
    view.end(1);
    await view.close();
    expect(screen().slice(2)).toEqual([
      "# a        │ • c",
      "           │ • d",
      "*b*        │ • e",
      "xy         │",
    ]);
  });

  it("leaves the whole of both on the screen at the end", async ({ expect }) => {
    const { view, tick, screen } = setUp();

    view.write(0, "a1\n");
    tick();
    view.write(1, "b1\nb2\nb3");
    tick();
    view.write(0, "a2");
    view.end(0);
    view.end(1);
    await view.close();

    expect(screen().slice(2)).toEqual(["a1         │ b1", "a2         │ b2", "           │ b3"]);
  });

  it("shows who is still to answer", async ({ expect }) => {
    const { view, tick, screen } = setUp();

    view.write(0, "a\n");
    view.end(0);
    await vi.waitFor(() => {
      tick();
      expect(screen().slice(2)).toEqual(["a          │ …"]);
    });
  });

  it("wraps by what a terminal shows, not by characters", async ({ expect }) => {
    const { view, screen } = setUp();

    view.write(0, "日本語日本語 x");
    view.write(1, "\ta-very-long-word");
    view.end(0);
    view.end(1);
    await view.close();

    expect(screen().slice(2)).toEqual(["日本語日本 │     a-very", "語 x       │ -long-word"]);
  });

  it("says why one failed, in its column, and costs the other nothing", async ({ expect }) => {
    const { view, screen } = setUp();

    view.write(0, "half");
    view.end(0, "broke \u001b[2J");
    view.write(1, "whole");
    view.end(1);
    await view.close();

    expect(screen().slice(2)).toEqual(["half       │ whole", "✗ broke    │", "␛[2J       │"]);
  });

  it("draws no more than the screen holds until it is certain, and then all of it", async ({
    expect,
  }) => {
    const { view, tick, screen, terminal } = setUp({ rows: 5 });
    const lines = Array.from({ length: 20 }, (_, index) => `b${index}`);

    view.write(1, lines.join("\n"));
    tick();
    const before = screen();
    view.write(0, "a");
    view.end(0);
    view.end(1);
    await view.close();

    expect(before.slice(-3)).toEqual(lines.slice(-3).map((line) => `           │ ${line}`));
    expect(screen().slice(2)).toEqual(
      lines.map((line, index) => `${index === 0 ? "a" : " "}          │ ${line}`),
    );
    expect(terminal.written.out).not.toContain(`\u001b[${lines.length}A`);
  });

  it.for([1, 2])("draws only what is certain on a screen of %i rows", async (rows, { expect }) => {
    const { view, tick, screen, terminal } = setUp({ rows });

    view.write(1, "b1\nb2\n");
    tick();
    const before = screen();
    view.write(0, "a1\n");
    view.end(0);
    view.end(1);
    await view.close();

    expect(before.slice(2)).toEqual([]);
    expect(screen().slice(2)).toEqual(["a1         │ b1", "           │ b2"]);
    expect(terminal.written.out).not.toMatch(/A/u);
  });

  it("follows the width of the window", async ({ expect }) => {
    let columns = 23;
    const { view, tick, screen } = setUp({ columns: () => columns });
    view.write(0, "one two three");
    view.write(1, "x");
    tick();

    columns = 15;
    tick();
    view.end(0);
    view.end(1);
    await view.close();

    expect(screen().slice(-3)).toEqual(["one    │ x", "two    │", "three  │"]);
  });

  it("draws nothing when nothing is new", ({ expect }) => {
    const { view, tick, terminal } = setUp();
    view.write(0, "a");
    tick();
    const before = terminal.written.out;

    tick();

    expect(terminal.written.out).toBe(before);
  });

  it("never writes a line that is wider than the window", async ({ expect }) => {
    const { view, tick, screen } = setUp();
    const lines: string[] = [];

    for (const delta of ["日本 ", "🙂👩‍👩‍👧 ", "é́ ", "long-long-long-word\n", "\t\t|"]) {
      view.write(0, delta.repeat(9));
      view.write(1, delta);
      tick();
      lines.push(...screen());
    }
    view.end(0);
    view.end(1);
    await view.close();

    const widths = [...lines, ...screen()].map((line) => displayWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(23);
  });
});

describe("fitsColumns", () => {
  it.for([
    { columns: 51, isTerminal: true, canErase: true, fits: true, why: "just wide enough" },
    { columns: 50, isTerminal: true, canErase: true, fits: false, why: "too narrow" },
    { columns: 200, isTerminal: false, canErase: false, fits: false, why: "no terminal" },
    { columns: 200, isTerminal: true, canErase: false, fits: false, why: "a dumb terminal" },
  ])("is $fits: $why", ({ fits, ...options }, { expect }) => {
    expect(fitsColumns(fakeTerminal(options).out, 2)).toBe(fits);
  });
});

function setUp({
  rows = 24,
  columns = () => 23,
  createWriter = createAnswerWriter,
}: {
  readonly rows?: number;
  readonly columns?: () => number;
  readonly createWriter?: (column: Output) => AnswerWriter;
} = {}) {
  vi.useFakeTimers();
  const terminal = fakeTerminal({ isTerminal: true, isColorful: false, rows });
  const view = createColumns({ ...terminal.out, columns }, ["one", "two"], createWriter);
  onTestFinished(() => {
    vi.useRealTimers();
  });
  return {
    terminal,
    view,
    tick: () => vi.advanceTimersToNextTimer(),
    screen: () => screenOf(terminal.written.out),
  };
}

/** What a terminal shows that obeys the sequences in use: so many lines up, erase the line, erase what is below. */
function screenOf(written: string): readonly string[] {
  const lines: string[] = [];
  let at = 0;
  // oxlint-disable-next-line no-control-regex -- it is about these very sequences
  for (const part of written.split(/(\u001b\[\d+A|\r\u001b\[K|\u001b\[J|[^\r\n\u001b]*\n)/u)) {
    if (part.endsWith("A")) {
      at -= Number(part.slice(2, -1));
    } else if (part.endsWith("J")) {
      lines.splice(at);
    } else if (part.endsWith("\n")) {
      lines[at] = part.slice(0, -1);
      at += 1;
    }
  }
  return lines;
}
