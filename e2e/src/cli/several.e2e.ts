import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { ProviderReply } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { type CliFixture, setUpCli } from "./cli-fixture.ts";

const WHOLE: Readonly<Record<string, ProviderReply>> = {
  one: { type: "answer", deltas: ["first ", "answer"] },
  two: { type: "answer", deltas: ["second ", "answer"] },
};
const NO: ProviderReply = { type: "status", status: 401, body: { error: { message: "no" } } };

describe("hexai with several models", () => {
  it("gives a pipe all answers under headings, and counts each", async ({ expect }) => {
    const { hexai, usage } = await several(WHOLE);

    const result = await hexai(["--no-log", "x"]);

    expect(result).toMatchObject({
      code: 0,
      out: "## openai:one\n\nfirst answer\n\n## openai:two\n\nsecond answer\n",
    });
    expect(result.err).toMatch(/^provider=openai model=one .*\nprovider=openai model=two .*\n$/u);
    expect((await usage()).global.reqs).toBe(2);
  });

  it.for([
    { argv: ["-1"], model: "two" },
    { argv: ["-0"], model: "one" },
    { argv: ["-m", "other"], model: "other" },
  ])("asks $model alone with $argv", async ({ argv, model }, { expect }) => {
    const { hexai, provider } = await several({ ...WHOLE, other: WHOLE["one"] ?? NO });

    const result = await hexai([...argv, "-q", "x"]);

    expect(result.out).toMatch(/^(?:first|second) answer\n$/u);
    expect(provider.requests.map((request) => request.model)).toEqual([model]);
  });

  it("says which there are when one is chosen that is not", async ({ expect }) => {
    const { hexai } = await several(WHOLE);

    await expect(hexai(["-2", "x"])).resolves.toEqual({
      code: 2,
      out: "",
      err: "hexai: there is no target -2: models.cli goes from -0 to -1\n",
    });
  });

  it("gives the answers of the others when one fails, and fails in the end", async ({ expect }) => {
    const { hexai, usage } = await several({ ...WHOLE, one: NO });

    const result = await hexai(["-q", "x"]);

    expect(result).toMatchObject({
      code: 1,
      out: "## openai:one\n\n\n## openai:two\n\nsecond answer\n",
      err: expect.stringMatching(/^hexai: openai \(one\) .*401.*\n$/u),
    });
    expect((await usage()).global.reqs).toBe(1);
  });

  it("asks the others when there is no key for one", async ({ expect }) => {
    const { hexai, home } = await several(WHOLE);
    await configure(home, ["anthropic", "openai"]);

    const result = await hexai(["-q", "x"]);

    expect(result).toMatchObject({
      code: 1,
      out: "## anthropic:one\n\n\n## openai:two\n\nsecond answer\n",
      err: expect.stringContaining("ANTHROPIC_API_KEY"),
    });
  });

  it("gives a program one JSON object a line", async ({ expect }) => {
    const { hexai } = await several(WHOLE);

    const { out } = await hexai(["-q", "--json", "x"]);

    const objects = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(objects).toMatchObject([
      { model: "one", text: "first answer" },
      { model: "two", text: "second answer" },
    ]);
  });
});

describe("hexai with several models on a terminal", () => {
  it("shows the answers side by side while they come, in any width, until Ctrl-C", async ({
    expect,
  }) => {
    const { pane, provider } = await several({
      one: { type: "hang", deltas: ["one line\n\n", "- item\n", "- next\n"] },
      two: {
        type: "hang",
        deltas: ["a line of the second that is so long that it is wrapped\n\n"],
      },
    });
    const session = await pane({ columns: 80, rows: 20 });

    await session.type('"$BIN" -q x; echo "code $?"');
    await vi.waitFor(async () => {
      expect(await session.screen()).toContain(
        [
          `${"openai:one".padEnd(38)} │ openai:two`,
          `${"─".repeat(38)} │ ${"─".repeat(38)}`,
          `${"one line".padEnd(38)} │ a line of the second that is so long`,
          `${"".padEnd(38)} │ that it is wrapped`,
          `${"• item".padEnd(38)} │ …`,
          `${"- next".padEnd(38)} │`,
          `${"…".padEnd(38)} │`,
        ].join("\n"),
      );
    }, PATIENCE);
    await session.tmux("resize-window", "-x", "60");
    await vi.waitFor(async () => {
      expect(await session.screen()).toMatch(/^• item {23}│ …$/mu);
    }, PATIENCE);
    await session.tmux("send-keys", "C-c");

    await vi.waitFor(async () => {
      expect(await session.screen()).toMatch(/\ncode 130\n/u);
    }, PATIENCE);
    expect(await session.screen()).not.toContain("✗");
    expect(provider.requests.every(({ closedEarly }) => closedEarly)).toBe(true);
  });

  it("leaves all of two long answers in the scrollback", async ({ expect }) => {
    const { pane } = await several({
      one: { type: "answer", deltas: linesOf("a"), delayMs: 3 },
      two: { type: "answer", deltas: linesOf("b"), delayMs: 9 },
    });
    const session = await pane({ columns: 80, rows: 12 });

    await session.type('"$BIN" -q --plain x; echo "code $?"');
    await vi.waitFor(async () => {
      expect(await session.screen()).toContain("\ncode 0\n");
    }, PATIENCE);

    const shown = await session.tmux("capture-pane", "-p", "-S", "-");
    const rows = shown.split("\n").filter((line) => /^a\d/u.test(line));
    expect(rows.map((row) => row.replaceAll(/ +/gu, " "))).toEqual(
      Array.from({ length: 60 }, (_, index) => `a${index} │ b${index}`),
    );
  });

  it("has headings where columns would be too narrow", async ({ expect }) => {
    const { pane } = await several(WHOLE);
    const session = await pane({ columns: 40, rows: 20 });

    await session.type('"$BIN" -q x');

    await vi.waitFor(async () => {
      expect(await session.screen()).toContain(
        "## openai:one\n\nfirst answer\n\n## openai:two\n\nsecond answer\n",
      );
    }, PATIENCE);
  });
});

function linesOf(name: string): readonly string[] {
  return Array.from({ length: 60 }, (_, index) => `${name}${index}\n`);
}

/** Two models that answer each in its way. */
async function several(replies: Readonly<Record<string, ProviderReply>>): Promise<CliFixture> {
  const all = await setUpCli(({ model }) => replies[model] ?? NO);
  await configure(all.home, ["openai", "openai"]);
  return all;
}

async function configure(
  home: CliFixture["home"],
  [one, two]: readonly [string, string],
): Promise<void> {
  const dir = join(home.dir, ".config/hexai");
  await mkdir(dir, { recursive: true });
  const rows = [
    { provider: one, model: "one" },
    { provider: two, model: "two" },
  ];
  await writeFile(
    join(dir, "config.toml"),
    rows
      .map(
        ({ provider, model }) => `[[models.cli]]\nprovider = "${provider}"\nmodel = "${model}"\n`,
      )
      .join("\n"),
  );
}
