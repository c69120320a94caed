import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import { type CliFixture, setUpCli } from "./cli-fixture.ts";

describe("hexai --code", () => {
  it.for([
    { answer: "```sh\nls -l\n```\n", code: "ls -l\n", why: "a block" },
    { answer: "Do this:\n\n~~~~\na\n~~~\n~~~~\nThat is it.", code: "a\n~~~\n", why: "tildes" },
    {
      answer: "1. So:\n\n   ```\n   a\n    b\n   ```\n",
      code: "a\n b\n",
      why: "a block in a list",
    },
    { answer: "> ```\n> a\n> ```\n", code: "a\n", why: "a block in a quotation" },
    { answer: "```\r\na\r\n```\r\n", code: "a\r\n", why: "CRLF" },
    { answer: "```\n\u001b[31m\n```\n```\nb\n```", code: "\u001b[31m\n", why: "the first of two" },
    { answer: "```\n```", code: "", why: "an empty block" },
    { answer: "ls -l", code: "ls -l\n", why: "no block" },
    { answer: "a `b` c\n", code: "a `b` c\n", why: "no block but code in a line" },
  ])("prints $code of $answer: $why", async ({ answer, code }, { expect }) => {
    const { hexai, provider } = await answering(answer);

    const result = await hexai(["-xq", "list files"]);

    expect(result).toEqual({ code: 0, out: code, err: "" });
    expect(provider.requests[0]?.messages).toEqual([
      { role: "system", content: expect.stringMatching(/exactly one fenced code block/u) },
      { role: "user", content: "list files" },
    ]);
    expect(provider.requests[0]?.messages[0]?.content).not.toContain("no code fences");
  });

  it.for([
    { answer: "```sh\nrm -r a", why: "no closing fence" },
    { answer: "So:\n````\nrm -r a\n```\n", why: "a shorter one" },
  ])("gives a shell nothing of $answer: $why", async ({ answer }, { expect }) => {
    const { hexai, provider } = await answering(answer);

    const first = await hexai(["-x", "-q", "x"]);
    const json = await hexai(["-x", "--json", "-q", "x"]);

    expect(first).toMatchObject({ code: 1, out: "" });
    expect(first.err).toMatch(
      /^.*\n(?:.*\n)*hexai: the code block of the answer has no end, .*\n$/u,
    );
    expect(first.err).toContain(answer);
    expect(json).toMatchObject({ code: 1, out: "" });
    expect(provider.requests).toHaveLength(2); // The first one was not kept in the cache.
  });

  it("gives a shell nothing of an answer that breaks off, though its block was whole", async ({
    expect,
  }) => {
    const { hexai } = await setUpCli({ type: "break-off", deltas: ["```\na\n", "```\nand"] });

    const { code, out, err } = await hexai(["-x", "x"]);

    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("```\na\n```\nand\nhexai: ");
  });

  it("has the code alone in the text of --json", async ({ expect }) => {
    const { hexai } = await answering("So:\n```\na\n```\n");

    const { out } = await hexai(["-x", "--json", "x"]);

    expect(JSON.parse(out)).toMatchObject({ text: "a\n", bytes: { recv: 14 } });
  });

  it.for([
    { flags: ["-s", "Rhyme."], starts: "Rhyme. Answer with exactly one fenced" },
    { flags: ["-s", ""], starts: "Answer with exactly one fenced" },
    { flags: ["explain"], starts: "You help somebody at a Unix terminal. If" },
  ])("adds a sentence to the system prompt of $flags", async ({ flags, starts }, { expect }) => {
    const { hexai, provider } = await answering("a");

    await hexai(["-x", ...flags, "x"]);

    expect(provider.requests[0]?.messages[0]).toMatchObject({ role: "system" });
    expect(provider.requests[0]?.messages[0]?.content.startsWith(starts)).toBe(true);
  });

  it("asks so in one turn of a conversation only", async ({ expect }) => {
    const { hexai, provider } = await answering("a");

    await hexai(["--name", "n", "-s", "Rhyme.", "one"]);
    await hexai(["-C", "n", "-x", "two"]);
    await hexai(["-C", "n", "three"]);

    expect(provider.requests.map(({ messages }) => messages[0]?.content)).toEqual([
      "Rhyme.",
      expect.stringMatching(/^Rhyme\. Answer with exactly one/u),
      "Rhyme.",
    ]);
  });

  it("refuses several models", async ({ expect }) => {
    const { hexai, provider, write } = await answering("a");
    await write("[[models.cli]]\nmodel = 'a'\n[[models.cli]]\nmodel = 'b'\n");

    const both = await hexai(["-x", "x"]);
    const one = await hexai(["-x1", "x"]);

    expect(both).toMatchObject({ code: 2, out: "" });
    expect(both.err).toContain("--code asks one model, and there are 2: choose one, as in -0");
    expect(one.code).toBe(0);
    expect(provider.requests.map(({ model }) => model)).toEqual(["b"]);
  });

  it("uses no prompt, model or role of a project, and says so", async ({ expect }) => {
    const { hexai, provider, project, home } = await answering("a");
    await project(`
[openai]
model = "theirs"
[[models.cli]]
model = "theirs"
[prompts.cli]
default_system = "Theirs."
[roles.theirs]
system = "Theirs."
`);
    const file = join(home.dir, ".hexaiconfig.toml");

    const { code, err } = await hexai(["-x", "x"]);
    const quiet = await hexai(["-x", "-q", "--no-cache", "x"]);
    const withRole = await hexai(["-x", "-r", "theirs", "x"]);

    expect(code).toBe(0);
    expect(err).toContain(
      `hexai: --code uses no prompt, model or role of a project; left out: openai.model, models.cli, prompts.cli.default_system (${file})\n`,
    );
    expect(quiet.err).toBe("");
    expect(withRole).toMatchObject({
      code: 2,
      err: `hexai: the role theirs comes from the project, of which --code uses none; write it into your own config.toml (${file})\n`,
    });
    expect(JSON.stringify(provider.requests.map(({ body }) => body))).not.toMatch(/theirs/iu);
    expect(provider.requests).toHaveLength(2);
  });

  it.for([
    { project: "[roles.theirs]\nsystem = 'T.'\n", flags: ["-r", "theirs"], why: "a role" },
    { project: "[prompts.cli]\ndefault_system = 'T.'\n", flags: [], why: "a prompt" },
    { project: "[[models.cli]]\nmodel = 'theirs'\n", flags: [], why: "a target" },
    { project: "[openai]\nmodel = 'theirs'\n", flags: [], why: "a model" },
  ])("goes on with no conversation that has $why of a project", async (row, { expect }) => {
    const { hexai, provider, project } = await answering("a");
    await project(row.project);
    await hexai([...row.flags, "--name", "n", "x"]);

    const { code, out, err } = await hexai(["-C", "n", "-x", "y"]);

    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(
      "has a prompt, a model or a role of a project, of which --code uses none",
    );
    expect(provider.requests).toHaveLength(1);
  });

  it.for([
    { project: "[roles.theirs]\nsystem = 'T.'\n", flags: [], why: "the role was not asked for" },
    { project: "[prompts.cli]\ndefault_system = 'T.'\n", flags: ["-s", "S."], why: "a flag won" },
    { project: "[openai]\nmodel = 'theirs'\n", flags: ["-m", "mine"], why: "a flag won" },
    { project: "[[models.cli]]\nmodel = 'x'\n", flags: ["-p", "openai"], why: "a flag won" },
  ])("goes on where a project had no say: $why", async (row, { expect }) => {
    const { hexai, project } = await answering("a");
    await project(row.project);
    await hexai([...row.flags, "--name", "n", "x"]);

    expect(await hexai(["-C", "n", "-xq", "y"])).toEqual({ code: 0, out: "a\n", err: "" });
  });

  it("says nothing of a project that has none of these", async ({ expect }) => {
    const { hexai, project } = await answering("a");
    await project("[general]\nmax_tokens = 5\n");

    expect((await hexai(["-x", "x"])).err).not.toContain("--code");
  });

  it("goes into a shell", async ({ expect }) => {
    const { shell } = await answering("Here:\n```sh\necho it ran\n```\n");

    expect(await shell('"$BIN" -xq greet | sh')).toEqual({
      code: 0,
      out: "it ran\n",
      err: "",
    });
  });
});

async function answering(answer: string): Promise<
  CliFixture & {
    /** Writes the user's file. */
    readonly write: (text: string) => Promise<void>;
    /** Writes the project's. */
    readonly project: (text: string) => Promise<void>;
  }
> {
  const fixture = await setUpCli({ type: "answer", deltas: Array.from(answer) });
  const { dir } = fixture.home;
  return {
    ...fixture,
    async write(text) {
      await mkdir(join(dir, ".config", "hexai"), { recursive: true });
      await writeFile(join(dir, ".config", "hexai", "config.toml"), text);
    },
    async project(text) {
      await mkdir(join(dir, ".git"));
      await writeFile(join(dir, ".hexaiconfig.toml"), text);
    },
  };
}
