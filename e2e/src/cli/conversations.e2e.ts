import { execFile } from "node:child_process";
import { chmod, mkdir, readdir, readFile, stat, rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import type { ProviderReply, ProviderRequest, TmuxSession } from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { type CliFixture, setUpCli } from "./cli-fixture.ts";

/** Answers with the question's number in the conversation, so that an answer out of the cache could be told. */
const NUMBERED = ({ messages }: ProviderRequest): ProviderReply => ({
  type: "answer",
  deltas: ["re: ", messages.at(-1)?.content ?? ""],
});

const isRoot = process.getuid?.() === 0;

describe("hexai -C", () => {
  it("sends every turn before, with the instruction of the first one", async ({ expect }) => {
    const { hexai, provider, id } = await begun(["-s", "Be brief.", "one"]);

    for (const question of ["two", "three", "four", "five"]) {
      const { code, out } = await hexai(["-C", id, question]);
      expect({ code, out }).toEqual({ code: 0, out: `re: ${question}\n` });
    }

    expect(provider.requests).toHaveLength(5);
    expect(provider.requests.at(-1)?.messages).toEqual([
      { role: "system", content: "Be brief." },
      ...turns("one", "two", "three", "four"),
      { role: "user", content: "five" },
    ]);
  });

  it("names on stderr what it goes on with, unless it is to be quiet", async ({ expect }) => {
    const { hexai } = await begun(["--name", "work", "undo the last commit"]);

    const { err } = await hexai(["-C", "work", "more"]);
    const quiet = await hexai(["-q", "-C", "work", "more"]);

    expect(err).toMatch(/^continues "work", 2 messages, just now\n/u);
    expect(quiet.err).toBe("");
  });

  it("finds a conversation by its name, its id and the beginning of it", async ({ expect }) => {
    const { hexai, provider, id } = await begun(["--name", "work", "one"]);

    for (const wanted of ["work", id, id.slice(0, 10)]) {
      expect(await hexai(["-q", "-C", wanted, "more"])).toMatchObject({ code: 0 });
    }

    expect(provider.requests.map(({ messages }) => messages.length)).toEqual([2, 4, 6, 8]);
  });

  it("refuses a name that is not there with the nearest ones, and asks nobody", async ({
    expect,
  }) => {
    const { hexai, provider } = await begun(["--name", "work", "one"]);
    await hexai(["-q", "--name", "garden", "two"]);

    const { code, out, err } = await hexai(["-C", "wrok", "two"]);

    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toBe('hexai: there is no conversation "wrok"; the nearest name is "work"\n');
    expect(provider.requests).toHaveLength(2);
  });

  it("says which conversations have an id that begins so, when there are several", async ({
    expect,
  }) => {
    const { hexai, provider, id } = await begun(["one"]);
    await hexai(["-q", "two"]);

    const { code, err } = await hexai(["-C", id.slice(0, 8), "three"]);

    expect(code).toBe(2);
    expect(err).toMatch(
      /^hexai: the ids of 2 conversations begin with "\d{8}"; name one with more of its id:\n {2}\S+ {2}two, just now\n {2}\S+ {2}one, just now\n$/u,
    );
    expect(provider.requests).toHaveLength(2);
  });

  it("refuses to give a name twice", async ({ expect }) => {
    const { hexai, provider } = await begun(["--name", "work", "one"]);

    const { code, err } = await hexai(["--name", "work", "two"]);

    expect(code).toBe(2);
    expect(err).toContain('there is a conversation "work" already');
    expect(provider.requests).toHaveLength(1);
  });

  it("changes model, instruction and temperature from then on", async ({ expect }) => {
    const { hexai, provider, id } = await begun(["-s", "first", "one"]);

    await hexai(["-C", id, "-m", "gpt-other", "-s", "second", "-t", "0.5", "two"]);
    await hexai(["-C", id, "three"]);

    expect(
      provider.requests.map(({ model, body, messages }) => [
        model,
        body["temperature"],
        messages[0]?.content,
      ]),
    ).toEqual([
      ["gpt-4.1", undefined, "first"],
      ["gpt-other", 0.5, "second"],
      ["gpt-other", 0.5, "second"],
    ]);
  });

  it("asks the provider again for what the cache could answer", async ({ expect }) => {
    const { hexai, provider } = await begun(["same"]);
    await hexai(["-q", "--name", "work", "same"]);
    expect(provider.requests).toHaveLength(1);

    await hexai(["-q", "-C", "work", "same"]);
    await hexai(["-q", "-C", "work", "same"]);

    expect(provider.requests.map(({ messages }) => messages.length)).toEqual([2, 4, 6]);
  });

  it("counts the bytes of all messages that it sends", async ({ expect }) => {
    const { hexai, usage, id } = await begun(["-s", "é", "one"]);

    await hexai(["-q", "-C", id, "two"]);

    const sent = 2 + 3 + (2 + 3 + 7 + 3);
    expect((await usage()).global).toMatchObject({ reqs: 2, sent, recv: 14 });
  });

  it("does not send a refused turn again, and shows it", async ({ expect }) => {
    const { hexai, provider, id } = await begun(["-s", "", "one"], ({ messages }) =>
      messages.at(-1)?.content === "bad"
        ? { type: "status", status: 400, body: { error: { message: "no such picture" } } }
        : { type: "answer", deltas: ["ok"] },
    );

    expect(await hexai(["-q", "-C", id, "bad"])).toMatchObject({ code: 1, out: "" });
    await hexai(["-q", "-C", id, "two"]);

    expect(provider.requests.at(-1)?.messages.map(({ content }) => content)).toEqual([
      "one",
      "ok",
      "two",
    ]);
    const { out } = await hexai(["log", "show", id]);
    expect(out).toMatch(/> bad\n\n\(no answer: .*no such picture.*\)\n\n> two/u);
  });

  it("leaves the oldest turns out when the provider says that it is too long", async ({
    expect,
  }) => {
    const { hexai, provider, id } = await begun(["-s", "", "one one one"], ({ messages }) =>
      messages.length > 5
        ? {
            type: "status",
            status: 400,
            body: { error: { message: "too long", code: "context_length_exceeded" } },
          }
        : { type: "answer", deltas: ["ok ok ok ok"] },
    );
    await hexai(["-q", "-C", id, "two two two"]);
    await hexai(["-q", "-C", id, "three three"]);

    const { code, out, err } = await hexai(["-C", id, "four"]);

    expect({ code, out }).toEqual({ code: 0, out: "ok ok ok ok\n" });
    expect(err).toContain("the oldest 2 turns were left out\n");
    expect(provider.requests.slice(3).map(({ messages }) => messages.length)).toEqual([7, 3]);
    expect(provider.requests.at(-1)?.messages[0]?.content).toBe("three three");
  });

  it("marks the last message for Anthropic's cache from the second turn on", async ({ expect }) => {
    const { hexai, provider } = await setUpCli();
    const env = {
      HEXAI_PROVIDER: "anthropic",
      ANTHROPIC_API_KEY: "sk-ant-0123456789",
      HEXAI_ANTHROPIC_BASE_URL: provider.url,
    };
    await hexai(["-q", "--name", "work", "one"], { env });

    await hexai(["-q", "-C", "work", "two"], { env });

    const marks = provider.requests.map(
      ({ body }) => JSON.stringify(body).match(/cache_control/gu)?.length ?? 0,
    );
    expect(marks).toEqual([0, 1]);
    expect(JSON.stringify(provider.requests[1]?.body)).toContain(
      '{"type":"text","text":"two","cache_control":{"type":"ephemeral"}}]}],"max_tokens"',
    );
  });

  it("goes on with each model on its own branch, or with one", async ({ expect }) => {
    const { hexai, provider, home } = await setUpCli(({ model, messages }) => ({
      type: "answer",
      deltas: [`${model}: ${messages.at(-1)?.content}`],
    }));
    await configure(
      home,
      '[[models.cli]]\nprovider = "openai"\nmodel = "a"\n[[models.cli]]\nprovider = "openai"\nmodel = "b"\n',
    );
    await hexai(["-q", "-s", "", "--name", "work", "one"]);

    await hexai(["-q", "-C", "work", "two"]);
    await hexai(["-q", "-C", "work", "-1", "three"]);
    await hexai(["-q", "-C", "work", "four"]);
    await hexai(["-q", "-C", "work", "-0", "five"]);
    const missing = await hexai(["-q", "-C", "work", "-7", "six"]);

    const asked = provider.requests.map(({ model, messages }) =>
      [model, ...messages.map(({ content }) => content)].join(" | "),
    );
    expect(asked.slice(0, 2).toSorted()).toEqual(["a | one", "b | one"]);
    expect(asked.slice(2, 4).toSorted()).toEqual([
      "a | one | a: one | two",
      "b | one | b: one | two",
    ]);
    expect(asked.slice(4)).toEqual([
      "b | one | b: one | two | b: two | three",
      "b | one | b: one | two | b: two | three | b: three | four",
      "a | one | a: one | two | a: two | five",
    ]);
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining("no branch -7") });
  });
});

describe("a conversation", () => {
  it("is one file for its owner alone, which begins with its time", async ({ expect }) => {
    const { home, id } = await begun(["one"]);

    const dir = directoryOf(home);
    const path = join(dir, `${id}.jsonl`);
    expect(((await stat(dir)).mode & 0o777).toString(8)).toBe("700");
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe("600");
    expect(id).toMatch(/^\d{8}-\d{6}-\w+$/u);
    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    const messages = lines.map((line) => JSON.parse(line));
    expect(messages).toMatchObject([
      { version: 1, role: "system", parent: null },
      { role: "user", content: "one", parent: messages[0].id },
      { role: "assistant", content: "re: one", end: "whole", parent: messages[1].id },
    ]);
    expect(await readdir(dir)).toEqual([`${id}.jsonl`]);
  });

  it("says once that it is kept, and a JSON answer has its id", async ({ expect }) => {
    const { hexai, home } = await setUpCli();

    const quiet = await hexai(["-q", "one"]);
    const first = await hexai(["two"]);
    const second = await hexai(["--json", "three"]);

    expect(quiet.err).toBe("");
    expect(first.err).toMatch(/^hexai: questions and answers are kept from now on, .*$/mu);
    expect(second.err).not.toContain("kept");
    const { conversation } = JSON.parse(second.out);
    expect(await readdir(directoryOf(home))).toContain(`${conversation}.jsonl`);
  });

  it.for([
    { argv: ["--no-log"], why: "of a flag" },
    { argv: [], env: { HEXAI_NO_LOG: "1" }, why: "of a variable" },
    { argv: [], env: { HEXAI_HISTORY_ENABLED: "false" }, why: "of a setting" },
  ])("is not kept because $why", async ({ argv, env }, { expect }) => {
    const { hexai, home } = await setUpCli({ type: "answer", deltas: ["ok"] });

    const result = await hexai([...argv, "--json", "one"], env === undefined ? {} : { env });

    expect(result).toMatchObject({ code: 0, err: expect.not.stringContaining("kept") });
    expect(JSON.parse(result.out)).toMatchObject({ text: "ok", conversation: null });
    await expect(readdir(directoryOf(home))).rejects.toThrow("ENOENT");
  });

  it("can be gone on with, and is not added to, without a log", async ({ expect }) => {
    const { hexai, home, provider, id } = await begun(["one"]);
    const path = join(directoryOf(home), `${id}.jsonl`);
    const before = await readFile(path, "utf8");

    await hexai(["-q", "--no-log", "-C", id, "two"]);

    expect(provider.requests.at(-1)?.messages).toHaveLength(4);
    expect(await readFile(path, "utf8")).toBe(before);
  });

  it.for([
    { env: { HEXAI_NO_LOG: "1" }, config: "", why: "because HEXAI_NO_LOG is set" },
    { env: {}, config: "[history]\nenabled = false\n", why: "because history.enabled is false" },
  ])("has no name and is not listed where none is kept, $why", async (row, { expect }) => {
    const { env, config, why } = row;
    const { hexai, home, provider } = await setUpCli(NUMBERED);
    await configure(home, config);

    const named = await hexai(["--name", "x", "q"], { env });
    const continued = await hexai(["-C", "x", "q"], { env });
    const listed = await hexai(["log"], { env });

    expect(named).toMatchObject({ code: 2, err: expect.stringContaining(why) });
    expect(continued).toMatchObject({ code: 2, err: expect.stringContaining(why) });
    expect(listed).toEqual({ code: 0, out: "", err: `hexai: no conversation is kept, ${why}\n` });
    expect(provider.requests).toEqual([]);
  });

  it("is not to be set by a project", async ({ expect }) => {
    const { hexai, home } = await setUpCli();
    await mkdir(join(home.dir, ".git"));
    await writeFile(join(home.dir, ".hexaiconfig.toml"), "[history]\nenabled = false\n");

    const { code, err } = await hexai(["x"]);

    expect(code).toBe(1);
    expect(err).toContain("history.enabled");
  });

  it.for([
    { signal: "SIGINT", end: "aborted" },
    { signal: "SIGTERM", end: "aborted" },
    { signal: "SIGHUP", end: "aborted" },
    { signal: "SIGKILL", end: "aborted" },
  ] as const)(
    "has the question and the part that came after $signal",
    async ({ signal, end }, { expect }) => {
      const { start, hexai, provider, home } = await setUpCli(({ messages }) =>
        messages.length > 2
          ? { type: "answer", deltas: ["ok"] }
          : { type: "hang", deltas: ["one ", "two"] },
      );
      const child = start(["--no-stdin", "-s", "", "ten names"]);
      let shown = "";
      child.stdout.on("data", (piece) => (shown += piece));
      await vi.waitFor(() => expect(shown).toBe("one two"), PATIENCE);

      child.kill(signal);
      await child.ended;

      const [id = ""] = idsIn(await readdir(directoryOf(home)));
      const shownLog = JSON.parse((await hexai(["log", "show", id, "--json"])).out);
      expect(shownLog.messages).toMatchObject([
        { role: "user", content: "ten names" },
        { role: "assistant", content: "one two", end },
      ]);
      await hexai(["-q", "-C", id, "explain the second"]);
      expect(provider.requests.at(-1)?.messages.map(({ content }) => content)).toEqual([
        "ten names",
        "one two",
        "explain the second",
      ]);
    },
  );

  it("has the part that somebody read of a longer answer", async ({ expect }) => {
    const deltas = Array.from({ length: 500 }, (_, index) => `name ${index}\n`);
    const { shell, hexai, provider } = await setUpCli(({ messages }) =>
      messages.length > 2
        ? { type: "answer", deltas: ["ok"] }
        : { type: "answer", deltas, delayMs: 5 },
    );

    const { out } = await shell('"$BIN" -q -s "" --name names ten names | head -3');
    await hexai(["-q", "-C", "names", "explain the third"]);

    expect(out).toBe("name 0\nname 1\nname 2\n");
    const sent = provider.requests.at(-1)?.messages ?? [];
    expect(sent).toHaveLength(3);
    expect(sent[1]?.content).toMatch(/^name 0\nname 1\nname 2\n/u);
  });

  it("has the question of a process that was killed before an answer came", async ({ expect }) => {
    const { start, hexai, provider, home } = await setUpCli({ type: "hang" });
    const child = start(["--no-stdin", "why"]);
    await vi.waitFor(async () => {
      expect(provider.requests).toHaveLength(1);
      expect(idsIn(await readdir(directoryOf(home)))).toHaveLength(1);
    }, PATIENCE);

    child.kill("SIGKILL");
    await child.ended;

    expect((await hexai(["log", "show"])).out).toContain("> why\n");
  });

  it("goes on from the newest turn, also after one whose process was killed", async ({
    expect,
  }) => {
    const { hexai, start, provider } = await setUpCli((request) =>
      request.messages.at(-1)?.content === "killed"
        ? { type: "hang", deltas: ["half"] }
        : NUMBERED(request),
    );
    const running = start(["-q", "--name", "k", "--no-stdin", "killed"]);
    await vi.waitFor(
      async () => expect((await hexai(["log", "show", "k"])).out).toContain("half"),
      PATIENCE,
    );
    running.kill("SIGKILL");
    await running.ended;

    for (const question of ["one", "two"]) {
      await hexai(["-q", "-C", "k", question]);
    }

    expect(provider.requests.at(-1)?.messages.slice(1)).toEqual([
      { role: "user", content: "killed" },
      { role: "assistant", content: "half" },
      ...turns("one"),
      { role: "user", content: "two" },
    ]);
  });

  it("stays readable when its last line is broken, and goes on", async ({ expect }) => {
    const { hexai, home, provider, id } = await begun(["-s", "", "one"]);
    const path = join(directoryOf(home), `${id}.jsonl`);
    await writeFile(path, `${await readFile(path, "utf8")}{"id":"x","parent":null,"at":"20`);

    await hexai(["-q", "-C", id, "two"]);
    await hexai(["-q", "-C", id, "three"]);

    expect(provider.requests.at(-1)?.messages).toEqual([
      ...turns("one", "two"),
      { role: "user", content: "three" },
    ]);
  });

  it.for([
    { why: "a directory that others may write to", spoil: (dir: string) => chmod(dir, 0o777) },
    {
      why: "a file in the place of the directory",
      spoil: async (dir: string) => {
        await chmod(dir, 0o700);
        await rename(dir, `${dir}.old`);
        await writeFile(dir, "");
      },
    },
  ])("is neither kept nor read in $why, and the answer comes", async ({ spoil }, { expect }) => {
    const { hexai, home, provider, id } = await begun(["one"]);
    await spoil(directoryOf(home));

    const answered = await hexai(["two"]);
    const refused = await hexai(["-C", id, "three"]);
    const listed = await hexai(["log"]);

    expect(answered).toMatchObject({ code: 0, out: "re: two\n" });
    expect(
      answered.err.match(/^hexai: this conversation is not kept, because .*$/gmu),
    ).toHaveLength(1);
    expect(refused.code).not.toBe(0);
    expect(listed).toMatchObject({ code: 1, out: "" });
    expect(provider.requests).toHaveLength(2);
  });

  it.for([
    { place: "XDG_STATE_HOME=/proc/nowhere", why: "nothing can be made there" },
    { place: "XDG_STATE_HOME=/dev/null", why: "it is no directory" },
    { place: "XDG_STATE_HOME= HOME=", why: "there is no home" },
  ])("is not kept where $why, and one line says so", async ({ place }, { expect }) => {
    const { shell } = await setUpCli({ type: "answer", deltas: ["ok"] });

    const { code, out, err } = await shell(`${place} "$BIN" x`);

    expect({ code, out }).toEqual({ code: 0, out: "ok\n" });
    expect(err.match(/^hexai: this conversation is not kept, because .*; .*$/gmu)).toHaveLength(1);
    expect(err).not.toContain("bug");
  });

  it.runIf(!isRoot)("is not kept in a home that is read-only", async ({ expect }) => {
    const { hexai, home } = await setUpCli({ type: "answer", deltas: ["ok"] });
    await chmod(join(home.dir, ".local/state"), 0o500);

    const { code, out, err } = await hexai(["x"]);

    expect({ code, out }).toEqual({ code: 0, out: "ok\n" });
    expect(err).toContain("(EACCES)");
  });

  it("is not kept on a full disk, and the answer comes", async ({ expect, skip }) => {
    const { hexai, home, id } = await begun(["-s", "", "one"]);
    const disk = await mountSmallDisk(directoryOf(home), id);
    skip(disk === undefined, "this machine mounts no disk for this user");

    const { code, out, err } = await hexai(["-C", id, "--no-stream"], {
      stdin: "x".repeat(200_000),
    });

    expect(code).toBe(0);
    expect(out).toMatch(/^re: x{200000}\n$/u);
    expect(err).toMatch(/^hexai: this conversation is not kept, because the disk .* \(ENOSPC\)/mu);
    const shown = JSON.parse((await hexai(["log", "show", id, "--json"])).out);
    expect(shown.messages.map(({ content }: { content: string }) => content)).toEqual([
      "one",
      "re: one",
    ]);
  });

  it("is removed when nobody used it for long, or when all take too much room", async ({
    expect,
  }) => {
    const { hexai, home, id } = await begun(["--name", "old", "one"]);
    await hexai(["-q", "--name", "used", "two"]);
    const long = new Date(Date.now() - 31 * 86_400_000);
    await utimes(join(directoryOf(home), `${id}.jsonl`), long, long);

    await hexai(["-q", "--name", "new", "three"]);
    expect(await namesIn(hexai)).toEqual(["new", "used"]);

    await hexai(["-q", "--name", "large", "four"], {
      stdin: "x".repeat(1_000_001),
      env: { HEXAI_HISTORY_MAX_MB: "1" },
    });
    expect(await namesIn(hexai)).toEqual(["large"]);
  });

  it("is shown harmless, whatever is in it", async ({ expect }) => {
    const { hexai, pane } = await setUpCli({
      type: "answer",
      deltas: ["\u001b]0;evil\u0007\u202eok"],
    });
    await hexai(["-q", "--", "\u001b[2J\u001b[31mred\u202e \n $(id)"]);
    const session = await pane();
    await session.type("clear; $BIN log; $BIN log show; $BIN -C nothing x; echo end");

    await vi.waitFor(async () => expect(await session.screen()).toMatch(/^end$/mu), PATIENCE);
    const screen = await session.screen();
    expect(screen).toContain("␛[2J␛[31mred� $(id)");
    expect(screen).toContain("␛]0;evil␇�ok");
    expect(await session.tmux("display-message", "-p", "#{pane_title}")).not.toContain("evil");
  });

  it("survives many that ask, list and remove at once", async ({ expect }) => {
    const { hexai, home } = await begun(["--name", "work", "one"]);
    const env = { HEXAI_HISTORY_MAX_MB: "1" };
    const asked = Array.from({ length: 8 }, (_, index) =>
      hexai(["-q", "--no-cache", "-C", "work", `question ${index}`], { env }),
    );
    const listed = Array.from({ length: 4 }, () => hexai(["log", "--json"]));
    const added = Array.from({ length: 4 }, (_, index) => hexai(["-q", `other ${index}`], { env }));
    const removed = hexai(["log", "rm", "--older", "1d"]);

    const results = await Promise.all([...asked, ...listed, ...added, removed]);

    expect(results.map(({ code, err }) => ({ code, err }))).toEqual(
      results.map(() => ({ code: 0, err: "" })),
    );
    const { out } = await hexai(["log", "show", "work", "--json"]);
    const contents = JSON.parse(out).messages.map(({ content }: { content: string }) => content);
    for (let index = 0; index < 8; index += 1) {
      expect(contents).toContain(`question ${index}`);
      expect(contents).toContain(`re: question ${index}`);
    }
    expect((await readdir(directoryOf(home))).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

describe("hexai -c", () => {
  it("without a terminal is refused, with the last three and their ids", async ({ expect }) => {
    const { hexai, provider } = await begun(["first"]);
    for (const question of ["second", "third", "fourth"]) {
      await hexai(["-q", question]);
    }

    const { code, out, err } = await hexai(["-c", "more"]);

    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(
      /^hexai: without a terminal .*:\n {2}\S+ {2}fourth, just now\n {2}\S+ {2}third, .*\n {2}\S+ {2}second, .*\n$/u,
    );
    expect(provider.requests).toHaveLength(4);
  });

  it("goes on with the conversation of its terminal, also when another one was used later", async ({
    expect,
  }) => {
    const { pane, hexai, provider } = await setUpCli(NUMBERED);
    const [one, other] = [await pane(), await pane()];
    const run = runIn(expect);
    await run(one, "-q -s '' one");
    await run(other, "-q -s '' two");
    await hexai(["-q", "three"]);

    await run(one, "-q -c more");
    await run(other, "-q -c and more");

    expect(provider.requests.slice(3).map(({ messages }) => messages)).toEqual([
      [...turns("one"), { role: "user", content: "more" }],
      [...turns("two"), { role: "user", content: "and more" }],
    ]);
  });

  it("makes branches of one conversation in two terminals, and loses nothing", async ({
    expect,
  }) => {
    const { pane, hexai, provider } = await setUpCli(NUMBERED);
    const [one, other] = [await pane(), await pane()];
    const run = runIn(expect);
    await run(one, "-q -s '' --name work one");
    await run(other, "-q -C work two");
    await run(one, "-q -c three");
    await run(other, "-q -c four");

    expect(provider.requests.slice(1).map(({ messages }) => messages)).toEqual([
      [...turns("one"), { role: "user", content: "two" }],
      [...turns("one"), { role: "user", content: "three" }],
      [...turns("one", "two"), { role: "user", content: "four" }],
    ]);
    const { out } = await hexai(["log", "show", "work"]);
    expect(out.match(/^> .*$/gmu)).toEqual(["> one", "> two", "> three", "> four"]);
  });

  it("is refused in a terminal without a conversation", async ({ expect }) => {
    const { pane, hexai, provider } = await setUpCli();
    await hexai(["-q", "elsewhere"]);
    const session = await pane();

    await session.type("clear; $BIN -c more; echo code $?");

    await vi.waitFor(async () => expect(await session.screen()).toContain("code 2"), PATIENCE);
    expect(await session.screen()).toMatch(
      /this terminal has no conversation.*\n {2}\S+ {2}elsewhere/u,
    );
    expect(provider.requests).toHaveLength(1);
  });
});

type Hexai = CliFixture["hexai"];

/** A home with one conversation, and its id. */
async function begun(
  argv: readonly string[],
  reply: (request: ProviderRequest) => ProviderReply = NUMBERED,
) {
  const fixture = await setUpCli(reply);
  await fixture.hexai(["-q", ...argv]);
  const [id = ""] = idsIn(await readdir(directoryOf(fixture.home)));
  return { ...fixture, id };
}

function directoryOf(home: CliFixture["home"]): string {
  return join(home.dir, ".local/state/hexai/conversations");
}

function idsIn(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => /^(.*)\.jsonl$/u.exec(name)?.[1] ?? []);
}

async function namesIn(hexai: Hexai): Promise<readonly string[]> {
  const { out } = await hexai(["log", "--json"]);
  return JSON.parse(out).conversations.map(({ name }: { name: string }) => name);
}

function turns(...questions: readonly string[]) {
  return questions.flatMap((question) => [
    { role: "user", content: question },
    { role: "assistant", content: `re: ${question}` },
  ]);
}

async function configure(home: CliFixture["home"], text: string): Promise<void> {
  await mkdir(join(home.dir, ".config/hexai"), { recursive: true });
  await writeFile(join(home.dir, ".config/hexai/config.toml"), text);
}

/** Puts the file of a conversation on a disk of 64 kB in the place of its directory; undefined where that is not allowed. */
async function mountSmallDisk(dir: string, id: string): Promise<string | undefined> {
  const path = join(dir, `${id}.jsonl`);
  const text = await readFile(path, "utf8");
  try {
    await promisify(execFile)("mount", ["-t", "tmpfs", "-o", "size=64k,mode=0700", "tmpfs", dir]);
  } catch {
    return undefined;
  }
  onTestFinished(async () => {
    await promisify(execFile)("umount", [dir]);
  });
  await writeFile(path, text, { mode: 0o600 });
  return dir;
}

let runs = 0;

/** Runs `hexai` in a pane to its end. */
function runIn(expect: { (value: unknown): { toContain(part: string): void } }) {
  return async (session: TmuxSession, args: string): Promise<void> => {
    runs += 1;
    const mark = `end ${runs}`;
    await session.type(`$BIN ${args}; printf 'e%s\\n' 'nd ${runs}'`);
    await vi.waitFor(async () => expect(await session.screen()).toContain(mark), PATIENCE);
  };
}
