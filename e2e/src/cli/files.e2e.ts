import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

import { describe, it } from "vitest";

import { type CliFixture, setUpCli } from "./cli-fixture.ts";

/** The smallest picture that there is: one transparent dot. */
const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
const PNG = Buffer.from(DOT, "base64");
const GIF = Buffer.from("GIF89a\x01\0\x01\0\0\0\0;", "latin1");

describe("hexai --file", () => {
  it("sends texts as fenced blocks between the prompt and stdin", async ({ expect }) => {
    const { hexai, provider, write } = await withFiles();
    await write("src/a b.go", "package a\n");
    await write("notes.md", "\ufeff```sh\r\nls\r\n```\r\n");

    await hexai(["-f", "src/a b.go", "what", "is this", "--file=notes.md"], { stdin: "piped\n" });

    expect(provider.requests[0]?.body["messages"]).toEqual([
      { role: "system", content: expect.stringContaining("terminal") },
      {
        role: "user",
        content:
          "what is this\n\nsrc/a b.go\n```go\npackage a\n```\n\nnotes.md\n````md\n```sh\r\nls\r\n```\r\n````\n\npiped\n",
      },
    ]);
  });

  it("asks with files alone, on a terminal too", async ({ expect }) => {
    const { hexai, provider, write } = await withFiles();
    await write("a.ts", "f()\n");

    const { code } = await hexai(["-f", "a.ts", "--no-stdin"]);
    const nothing = await hexai(["-f", "/dev/null", "--no-stdin"]);

    expect(code).toBe(0);
    expect(provider.requests[0]?.messages[1]?.content).toBe("a.ts\n```ts\nf()\n```");
    expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining("it is a device") });
  });

  it("takes stdin where - stands, once, as a text or a picture", async ({ expect }) => {
    const { hexai, provider, write, shell } = await withFiles();
    await write("a.ts", "f()\n");
    await write("dot", PNG);

    await hexai(["-f", "-", "-f", "a.ts", "x"], { stdin: "piped ```\n" });
    await shell('"$BIN" -f - x < dot');

    expect(provider.requests[0]?.messages[1]?.content).toBe(
      "x\n\nstdin\n````\npiped ```\n````\n\na.ts\n```ts\nf()\n```",
    );
    expect(provider.requests[1]?.body["messages"]).toMatchObject([
      {},
      { content: [{ type: "image_url" }, { type: "text", text: "x" }] },
    ]);
  });

  it.for([
    { argv: ["-f", "-", "-f", "-", "x"], code: 2, message: "stdin, which can be read once" },
    { argv: ["-f", "-", "--no-stdin", "x"], code: 2, message: "--no-stdin does not" },
    { argv: ["-f", "none", "x"], code: 1, message: "cannot send none: there is no such file" },
    { argv: ["-f", "https://x/y", "x"], code: 1, message: "curl -fsSL https://x/y | hexai" },
    { argv: ["-f"], code: 2, message: "-f needs a value: -f PATH" },
  ])("refuses $argv before it asks", async ({ argv, code, message }, { expect }) => {
    const { hexai, provider } = await withFiles();

    const result = await hexai(argv, { stdin: "x" });

    expect(result).toMatchObject({ code, out: "" });
    expect(result.err).toContain(message);
    expect(provider.requests).toEqual([]);
  });

  it.for([
    { why: "a pipe", shell: 'printf x | "$BIN" --no-stdin -f /dev/stdin x', said: "it is a pipe" },
    {
      why: "a pipe behind a link",
      shell: 'ln -s /dev/fd/0 in; printf x | "$BIN" --no-stdin -f in x',
      said: "it is a pipe",
    },
    { why: "a directory", shell: '"$BIN" --no-stdin -f /dev/fd/3 x 3</', said: "a directory" },
  ])(
    "says of $why that the shell has opened what it is",
    async ({ shell: line, said }, { expect }) => {
      const { shell, provider } = await withFiles();

      const { code, err } = await shell(line);

      expect(err).toContain(said);
      expect(code).toBe(1);
      expect(provider.requests).toEqual([]);
    },
  );

  it("sends a file that the shell has opened, and that is removed by then", async ({ expect }) => {
    const { shell, provider, write } = await withFiles();
    await write("a.txt", "text\n");

    await shell('exec 3<a.txt; rm a.txt; "$BIN" --no-stdin -f /dev/fd/3 x');

    expect(provider.requests[0]?.messages[1]?.content).toContain("text\n");
  });

  it("says what is wrong with every file", async ({ expect }) => {
    const { hexai } = await withFiles();

    const { err } = await hexai(["-f", "a", "-f", "b\u001b[2J", "x"]);

    expect(err).toMatch(/^hexai: cannot send a: .*\nhexai: cannot send b␛\[2J: .*\n$/u);
  });

  it("keeps secret files at home, also behind a link, unless that is allowed", async ({
    expect,
  }) => {
    const { hexai, provider, write, home } = await withFiles();
    await write(".env", "TOKEN=1\n");
    await symlink(".env", join(home.dir, "notes.txt"));

    const named = await hexai(["-f", ".env", "x"]);
    const linked = await hexai(["-f", "notes.txt", "x"]);
    await hexai(["-f", "notes.txt", "--allow-secret-files", "x"]);

    expect(named).toMatchObject({ code: 1, err: expect.stringContaining("it may hold secrets") });
    expect(linked.err).toMatch(
      /it leads to \/.*\/\.env, which may hold secrets; --allow-secret-f/u,
    );
    expect(provider.requests.map(({ messages }) => messages[1]?.content)).toEqual([
      "x\n\nnotes.txt\n```text\nTOKEN=1\n```",
    ]);
  });

  it("keeps no secret file in a conversation or a cache, nor what was answered about it", async ({
    expect,
  }) => {
    const { hexai, provider, write, home } = await withFiles(({ messages }) => ({
      type: "answer",
      deltas: ["It is ", /TOKEN=(\w+)/u.exec(messages.at(-1)?.content ?? "")?.[1] ?? "unknown"],
    }));
    await write(".env", "TOKEN=hunter2\n");
    const secret = ["--allow-secret-files", "-f", ".env", "--name", "k", "what is it"];

    const { out, err } = await hexai(secret);
    const { err: continued } = await hexai(["-C", "k", "and now"]);
    const shown = await hexai(["log", "show", "k"]);
    const kept = await readAll(home.dir);

    expect(out).toBe("It is hunter2\n");
    expect(err).toContain(
      "neither the file that may hold secrets nor what is answered about it is kept",
    );
    expect(continued).toMatch(/^continues "k", 0 messages/u);
    expect(provider.requests[1]?.messages.map(({ content }) => content)).toEqual([
      expect.any(String),
      "and now",
    ]);
    expect(shown.out).toContain(
      "> what is it\n>\n> .env\n> (not kept, because it may hold secrets)\n",
    );
    expect(shown.out).toContain("(the answer is not kept, because");
    expect(kept.filter(({ text }) => text.includes("hunter2")).map(({ path }) => path)).toEqual([
      ".env",
    ]);
  });

  it.for([
    {
      wire: "openai",
      env: {},
      content: [
        { type: "image_url", image_url: { url: `data:image/png;base64,${DOT}` } },
        { type: "text", text: "what?" },
      ],
    },
    {
      wire: "anthropic",
      env: { ANTHROPIC_API_KEY: "sk-ant-1" },
      content: [
        { type: "image", source: { type: "base64", media_type: "image/png", data: DOT } },
        { type: "text", text: "what?" },
      ],
    },
    { wire: "ollama", env: {}, content: "what?", images: [DOT] },
  ])(
    "sends a picture to $wire, and counts it raw",
    async ({ wire, env, ...message }, { expect }) => {
      const { hexai, provider, write } = await withFiles();
      await write("shot.txt", PNG);
      const addresses = {
        HEXAI_ANTHROPIC_BASE_URL: provider.url,
        HEXAI_OLLAMA_BASE_URL: provider.origin,
      };

      const { out } = await hexai(["--json", "-p", wire, "-s", "", "-f", "shot.txt", "what?"], {
        env: { ...addresses, ...env },
      });

      expect(provider.requests[0]?.body["messages"]).toEqual([{ role: "user", ...message }]);
      expect(JSON.parse(out)).toMatchObject({ bytes: { sent: PNG.length + "what?".length } });
    },
  );

  it("names several pictures, and tells them apart in the cache", async ({ expect }) => {
    const { hexai, provider, write } = await withFiles();
    await write("a.png", PNG);
    await write("b.gif", GIF);

    await hexai(["-f", "a.png", "-f", "b.gif", "-f", "a.png", "x"]);
    await hexai(["-f", "a.png", "x"]);
    await hexai(["-f", "b.gif", "x"]);
    await hexai(["-f", "b.gif", "x"]);

    expect(provider.requests).toHaveLength(3);
    expect(provider.requests[0]?.body["messages"]).toMatchObject([
      {},
      {
        content: [
          { image_url: { url: expect.stringMatching(/^data:image\/png;/u) } },
          { image_url: { url: expect.stringMatching(/^data:image\/gif;/u) } },
          { type: "text", text: "x\n\nPictures, in this order: a.png, b.gif" },
        ],
      },
    ]);
  });

  it("passes on what a provider says about a picture", async ({ expect }) => {
    const body = { error: { message: "image is too big", type: "invalid_request_error" } };
    const { hexai, write } = await withFiles({ type: "status", status: 400, body });
    await write("a.png", PNG);

    const { code, err } = await hexai(["-f", "a.png", "x"]);

    expect(code).toBe(1);
    expect(err).toContain("image is too big");
  });

  it("goes with a role, options, several models and code alone", async ({ expect }) => {
    const { hexai, provider, write } = await withFiles({ type: "answer", deltas: ["```\na\n```"] });
    await write("a.ts", "f()\n");
    await write(
      ".config/hexai/config.toml",
      "[roles.r]\nsystem = 'R.'\n[[models.cli]]\nmodel = 'a'\n[[models.cli]]\nmodel = 'b'\n",
    );

    const both = await hexai(["-f", "a.ts", "-r", "r", "-o", "top_p=1", "x"]);
    const code = await hexai(["-x0", "-q", "-f", "a.ts", "-r", "r", "x"]);

    expect(both.code).toBe(0);
    expect(code).toEqual({ code: 0, out: "a\n", err: "" });
    expect(provider.requests.map(({ model }) => model).toSorted()).toEqual(["a", "a", "b"]);
    for (const { messages } of provider.requests) {
      expect(messages[0]?.content).toMatch(/^R\./u);
      expect(messages[1]?.content).toBe("x\n\na.ts\n```ts\nf()\n```");
    }
  });

  it("is said back by a simulation", async ({ expect }) => {
    const { hexai, write } = await withFiles();
    await write("a.ts", "f()\n");

    const { out } = await hexai(["--tps-simulation", "10000", "-f", "a.ts", "x"]);

    expect(out).toBe("x\n\na.ts\n```ts\nf()\n```\n");
  });
});

async function withFiles(reply?: Parameters<typeof setUpCli>[0]): Promise<
  CliFixture & {
    /** Writes a file in the directory that `hexai` runs in. */
    readonly write: (name: string, content: string | Uint8Array) => Promise<void>;
  }
> {
  const fixture = await setUpCli(reply);
  return {
    ...fixture,
    async write(name, content) {
      const path = join(fixture.home.dir, name);
      await mkdir(join(path, ".."), { recursive: true });
      await writeFile(path, content);
    },
  };
}

/** Every file below a directory, by its path in it. */
async function readAll(
  dir: string,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        return { path: relative(dir, path), text: await readFile(path, "latin1") };
      }),
  );
}
