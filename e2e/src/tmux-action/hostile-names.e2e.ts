import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { attachTmux, startTmux } from "@hexai/testing";
import { formatGlobalStatsStatusColored } from "@hexai/tmux-format";
import * as fc from "fast-check";
import { describe, it, onTestFinished } from "vitest";

const SIGMA = "Σ@1h reqs=123 rpm=4.2 ↑1.2MB ↓3.4MB";
const SNAPSHOT = {
  global: { reqs: 123, sent: 1_200_000, recv: 3_400_000 },
  providers: new Map(),
  rpm: 4.2,
  windowSeconds: 3600,
};

const WAIT = { timeout: 10_000, interval: 20 };
/** Where a status line can take the value from; `$FILE` holds it too. The last one is what tmux does with status-right. */
const SINKS = [
  "#{@hexai_status}",
  "#{E:@hexai_status}",
  "#{T:@hexai_status}",
  "#(cat $FILE)",
  "#{T;=/300:status-right}",
];
/** The style of tmux's status line as it comes: black on green. */
const STATUS_STYLE = "\u001B[30m\u001B[42m";

const RANDOM = { seed: 20_261_123, numRuns: 60 };
const ALPHABET = Array.from(`#%()[]{}@,;:$"'\\ HSabc`);

describe("a hostile name in a real status line", () => {
  it("is drawn as it is and runs nothing, as provider and as model", async ({ expect }) => {
    const bar = await startBar();

    for (const name of hostileNames(bar.marker)) {
      await bar.show(formatGlobalStatsStatusColored(SNAPSHOT, "openai", name));
      await expect.poll(() => bar.lines(), WAIT).toEqual(inEverySink(lineAbout(`openai:${name}`)));
      await bar.show(formatGlobalStatsStatusColored(SNAPSHOT, name, "m", { theme: "wp" }));
      await expect.poll(() => bar.lines(), WAIT).toEqual(inEverySink(lineAbout(`${name}:m`)));
    }

    expect(await bar.ran()).toBe(false);
  });

  it("is drawn as it is whatever it is made of", async ({ expect }) => {
    const bar = await startBar();
    const name = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 1, maxLength: 24 });

    for (const [provider, model] of fc.sample(fc.tuple(name, name), RANDOM)) {
      await bar.show(formatGlobalStatsStatusColored(SNAPSHOT, provider, model));
      await expect
        .poll(() => bar.lines(), WAIT)
        .toEqual(inEverySink(lineAbout(`${provider}:${model}`)));
    }
  });

  it("loses what a line cannot hold", async ({ expect }) => {
    const bar = await startBar();
    const name = "a\nb\u001B[31mc\u2028d\u202Ee\uD83Df\0g";

    await bar.show(formatGlobalStatsStatusColored(SNAPSHOT, "openai", name));

    await expect
      .poll(() => bar.lines(), WAIT)
      .toEqual(inEverySink(lineAbout("openai:ab[31mcdefg")));
  });

  it.for([
    { colors: { theme: "blue" }, begin: "\u001B[37m\u001B[44m" },
    { colors: { fg: "#DD00FF", bg: "Colour236" }, begin: "\u001B[38;2;221;0;255m\u001B[48;5;236m" },
  ])("does not change the colours $colors of the line", async ({ colors, begin }, { expect }) => {
    const bar = await startBar();
    const name = "#[fg=red]%H#[default]##";
    const line = formatGlobalStatsStatusColored(SNAPSHOT, "openai", name, colors);

    await bar.show(`${line} behind`);

    const painted = `${begin}${lineAbout(`openai:${name}`)}${STATUS_STYLE} behind`;
    await expect.poll(() => bar.lines("-e"), WAIT).toEqual(inEverySink(painted));
  });

  it("would run, were it not made literal", async ({ expect }) => {
    const bar = await startBar();

    await bar.show(`#(touch ${bar.marker})`);

    await expect.poll(() => bar.ran(), WAIT).toBe(true);
  });
});

/** Names that would run, expand, convert or style something, or end the value, if they were taken at their word. */
function hostileNames(marker: string): readonly string[] {
  return [
    `#(touch ${marker})`,
    `##(touch ${marker})`,
    `###(touch ${marker})`,
    `$(touch ${marker})\`touch ${marker}\`;touch ${marker};`,
    `'; touch ${marker}; "`,
    "#{pane_id}",
    "##{pane_id}",
    "#{E:@hexai_status}",
    "#{?1,a,b}",
    "#[fg=red]x",
    "##[fg=red]x",
    "####[align=right]x",
    "#[",
    "#S",
    "##S",
    "##",
    "###",
    "x#",
    "%H",
    "%%",
    "%%%H",
    "%#H",
    "#%H",
    "%-d%_H%^a%EY%5Y",
    "%",
    "100%",
    "%#[]",
    "a,b}",
    "};#{",
    "\\#S\\%H",
    `"'`,
    "日本#S🙂%H",
  ];
}

function lineAbout(target: string): string {
  return `${SIGMA} | ${target} reqs=0 rpm=0.0`;
}

function inEverySink(line: string): readonly string[] {
  return SINKS.map(() => line);
}

/** A user's screen whose status bar has a row for every sink. */
async function startBar(): Promise<Bar> {
  const directory = await mkdtemp(join(tmpdir(), "bar-"));
  const marker = join(directory, "ran");
  const size = { columns: 300, rows: SINKS.length + 3 };
  const inner = await startTmux(size);
  const outer = await attachTmux(inner, size);
  onTestFinished(async () => {
    await Promise.all([outer.stop(), inner.stop()]);
    await rm(directory, { recursive: true });
  });
  await inner.tmux("set-option", "-g", "status-right", "#{?host,#{E:@theme},}");
  await inner.tmux("set-option", "-g", "@theme", "#{E:@hexai_status}");
  await inner.tmux("set-option", "-g", "status", String(SINKS.length));

  let shown = 0;
  const lines = async (...flags: readonly string[]): Promise<string[]> => {
    const screen = await outer.tmux("capture-pane", "-p", ...flags);
    return screen
      .split("\n")
      .slice(3, 3 + SINKS.length)
      .map((line) => line.trimEnd());
  };
  return {
    marker,
    lines,
    async show(value) {
      shown += 1;
      const file = join(directory, `line-${shown}`); // a new name, because tmux runs a command once a second
      await writeFile(file, `${value}\n`);
      const rows = SINKS.flatMap((sink, row) => {
        const format = sink.replace("$FILE", file);
        return ["set-option", "-g", `status-format[${row}]`, format, ";"];
      });
      await inner.tmux(...rows, "set-option", "-g", "--", "@hexai_status", value);
    },
    ran: async () => (await readdir(directory)).includes("ran"),
  };
}

interface Bar {
  /** A file that exists once a hostile name has run a command. */
  readonly marker: string;
  /** Puts a status line into every sink. */
  show(value: string): Promise<void>;
  /** The rows of the bar, one for every sink; `-e` keeps the colours. */
  lines(...flags: readonly string[]): Promise<string[]>;
  ran(): Promise<boolean>;
}
