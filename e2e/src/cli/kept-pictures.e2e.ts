import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import { type CliFixture, setUpCli } from "./cli-fixture.ts";

const PNG = Buffer.from("\x89PNG\r\n\x1a\nthe rest", "latin1");
const GIF = Buffer.from("GIF89a the rest", "latin1");
const SHA = createHash("sha256").update(PNG).digest("hex");
const URL = `data:image/png;base64,${PNG.toString("base64")}`;
const PICTURE = { type: "image_url", image_url: { url: URL } };

describe("a picture in a conversation", () => {
  it("is kept once, raw, and sent again with every turn", async ({ expect }) => {
    const { hexai, provider, kept } = await withPictures();

    await hexai(["--name", "n", "-s", "", "-f", "a.png", "-f", "b.gif", "what?"]);
    await hexai(["-C", "n", "-f", "a.png", "and", "now?"]);
    const { out } = await hexai(["-C", "n", "--json", "and then?"]);

    const { names, modes, read } = await kept();
    expect(names.filter((name) => name.endsWith(".picture"))).toHaveLength(2);
    expect(await read(`${SHA}.picture`)).toEqual(PNG);
    expect(modes.every((mode) => mode === "600")).toBe(true);
    const messages = provider.requests[2]?.body["messages"];
    expect(messages).toEqual([
      {
        role: "user",
        content: [
          PICTURE,
          { type: "image_url", image_url: { url: expect.stringMatching(/^data:image\/gif/u) } },
          { type: "text", text: "what?\n\nPictures, in this order: a.png, b.gif" },
        ],
      },
      { role: "assistant", content: "ok" },
      { role: "user", content: [PICTURE, { type: "text", text: "and now?" }] },
      { role: "assistant", content: "ok" },
      { role: "user", content: "and then?" },
    ]);
    const texts = ["what?\n\nPictures, in this order: a.png, b.gif", "ok", "and now?", "ok"];
    const sent = Buffer.byteLength(`${texts.join("")}and then?`) + 2 * PNG.length + GIF.length;
    expect(JSON.parse(out)).toMatchObject({ bytes: { sent } });
  });

  it("is named by hexai log, and its file has no text of it", async ({ expect }) => {
    const { hexai, kept } = await withPictures();

    await hexai(["-f", "a.png"]);
    const list = await hexai(["log"]);
    const shown = await hexai(["log", "show"]);
    const json = await hexai(["log", "show", "--json"]);

    expect(list.out).toContain("(a picture)");
    expect(shown.out).toContain("> (image/png)\n");
    expect(JSON.parse(json.out)).toMatchObject({
      messages: [{ role: "system" }, { images: [{ sha256: SHA, media_type: "image/png" }] }, {}],
    });
    const { names, read } = await kept();
    const file = await read(names.find((name) => name.endsWith(".jsonl")) ?? "");
    expect(file.toString()).not.toContain(PNG.toString("base64"));
  });

  it("goes with the last conversation that refers to it", async ({ expect }) => {
    const { hexai, kept } = await withPictures();
    await hexai(["--name", "one", "-f", "a.png", "x"]);
    await hexai(["--name", "two", "-f", "a.png", "-f", "b.gif", "y"]);

    await hexai(["log", "rm", "two"]);
    const first = await kept();
    await hexai(["log", "rm", "one"]);
    const second = await kept();

    expect(first.names.filter((name) => name.endsWith(".picture"))).toEqual([`${SHA}.picture`]);
    expect(second.names.filter((name) => name.endsWith(".picture"))).toEqual([]);
  });

  it("counts towards the limit of the history", async ({ expect }) => {
    const { hexai, home, kept } = await withPictures();
    await writeFile(join(home.dir, "big.png"), Buffer.concat([PNG, Buffer.alloc(1_500_000)]));
    const env = { HEXAI_HISTORY_MAX_MB: "1" };
    await hexai(["--name", "one", "-f", "big.png", "x"], { env });
    await hexai(["--name", "two", "y"], { env });

    const { names } = await kept();

    expect(names.filter((name) => /\.(?:jsonl|picture)$/u.test(name))).toHaveLength(1);
  });

  it.for([
    { damage: "remove", why: "its file is missing" },
    { damage: "overwrite", why: "its file is another one now" },
  ])("is not sent again when $why, which is said", async ({ damage }, { expect }) => {
    const { hexai, provider, kept } = await withPictures();
    await hexai(["--name", "n", "-s", "", "-f", "a.png", "-f", "b.gif"]);
    const { path } = await kept();
    const file = join(path, `${SHA}.picture`);
    await (damage === "remove" ? rm(file) : writeFile(file, "something else"));

    const { code, err } = await hexai(["-C", "n", "and?"]);

    expect(code).toBe(0);
    expect(err).toContain(
      "hexai: a picture of this conversation is missing, so it is not sent again\n",
    );
    expect(JSON.stringify(provider.requests[1]?.body)).not.toContain("image/png");
    expect(JSON.stringify(provider.requests[1]?.body)).toContain("image/gif");
  });

  it("that was refused is not sent again", async ({ expect }) => {
    const { hexai, provider } = await withPictures((request) =>
      JSON.stringify(request.body).includes("image_url")
        ? { type: "status", status: 400, body: { error: { message: "image is too big" } } }
        : { type: "answer", deltas: ["ok"] },
    );

    const refused = await hexai(["--name", "n", "-f", "a.png", "what?"]);
    const next = await hexai(["-C", "n", "and?"]);

    expect(refused.code).toBe(1);
    expect(next.code).toBe(0);
    expect(provider.requests[1]?.messages.map(({ content }) => content).slice(1)).toEqual(["and?"]);
  });
});

async function withPictures(
  reply: Parameters<typeof setUpCli>[0] = { type: "answer", deltas: ["ok"] },
): Promise<
  CliFixture & {
    /** What is in the directory of conversations. */
    readonly kept: () => Promise<{
      readonly path: string;
      readonly names: readonly string[];
      readonly modes: readonly string[];
      readonly read: (name: string) => Promise<Buffer>;
    }>;
  }
> {
  const fixture = await setUpCli(reply);
  const { dir } = fixture.home;
  await writeFile(join(dir, "a.png"), PNG);
  await writeFile(join(dir, "b.gif"), GIF);
  return {
    ...fixture,
    async kept() {
      const path = join(
        fixture.home.env["XDG_STATE_HOME"] ?? join(dir, ".local/state"),
        "hexai",
        "conversations",
      );
      const names = await readdir(path);
      const stats = await Promise.all(names.map((name) => stat(join(path, name))));
      return {
        path,
        names,
        modes: stats.map(({ mode }) => (mode & 0o777).toString(8)),
        read: (name) => readFile(join(path, name)),
      };
    },
  };
}
