import { execFile } from "node:child_process";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { hexaiProgram, type ProviderReply, startProvider, temporaryHome } from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { PATIENCE, startShell } from "../testing/start-shell.ts";
import { cacheOf } from "./cli-fixture.ts";

const BIN = hexaiProgram("hexai");
const OFFER = json({ data: [{ id: "gpt-5" }, { id: "gpt-4.1" }, { id: "o3" }] });
const LISTED = { code: 0, out: "gpt-4.1\ngpt-5\no3\n", err: "" };

describe("hexai models", () => {
  it("lists what the provider offers, and asks once a day", async ({ expect }) => {
    const { hexai, provider } = await offering(() => OFFER);

    await expect(hexai("models")).resolves.toEqual(LISTED);
    await expect(hexai("models", "openai")).resolves.toEqual(LISTED);

    expect(provider.visits).toHaveLength(1);
    expect(provider.requests).toEqual([]);
  });

  it("asks again with --refresh, and when the list is a day old", async ({ expect }) => {
    const { hexai, provider, lists } = await offering(() => OFFER);
    await hexai("models");

    await hexai("models", "--refresh");
    expect(provider.visits).toHaveLength(2);

    const [list = ""] = await lists();
    const kept = JSON.parse(await readFile(list, "utf8"));
    await writeFile(list, JSON.stringify({ ...kept, at: kept.at - 86_400_000 }));
    await hexai("models");
    expect(provider.visits).toHaveLength(3);
  });

  it("remembers for each address apart, for nobody else to read", async ({ expect }) => {
    const [one, other] = [await offering(() => OFFER), await offering(() => json({ data: [] }))];
    await one.hexai("models");

    await one.hexaiWith({ HEXAI_OPENAI_BASE_URL: other.provider.url })("models");

    expect(other.provider.visits).toHaveLength(1);
    const files = await one.lists();
    const modes = await Promise.all(files.map(async (file) => (await stat(file)).mode & 0o777));
    expect(modes).toEqual([0o600, 0o600]);
    expect((await stat(join(files[0] ?? "", ".."))).mode & 0o777).toBe(0o700);
  });

  it("offers the listed names to shells, without asking", async ({ expect }) => {
    const { hexai, provider } = await offering(() => OFFER);
    await hexai("models");

    const { out } = await hexai("completion", "models");

    expect(out.split("\n")).toEqual(expect.arrayContaining(["gpt-5", "o3"]));
    expect(provider.visits).toHaveLength(1);
  });

  it("writes one safe line for each name, also into a pipe", async ({ expect }) => {
    const ids = ["a\u001b[31mb", "c\nd", "e\u202ef", "g\u009b2J", "h\ri", "j\u0007", "日本語"];
    const { hexai } = await offering(() => json({ data: ids.map((id) => ({ id })) }));

    const { code, out, err } = await hexai("models");
    const { out: completed } = await hexai("completion", "models");

    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n").toSorted()).toEqual(
      ["", "a␛[31mb", "c␊d", "e�f", "g�2J", "hi", "j␇", "日本語"].toSorted(),
    );
    expect(completed).toMatch(/^(?:[\w.:/-]+\n)+$/u);
  });

  it("marks the configured one for people", async ({ expect }) => {
    const { env } = await offering(() => OFFER);
    const session = await startShell({ columns: 80, rows: 10, env });
    onTestFinished(() => session.stop());

    await session.type('clear; "$BIN" models');

    await vi.waitFor(async () => {
      expect(await session.screen()).toMatch(/^\* gpt-4\.1\n {2}gpt-5\n {2}o3\n/mu);
    }, PATIENCE);
  });

  it.for<{ reply: ProviderReply; argv: readonly string[]; err: RegExp; why: string }>([
    {
      reply: json({ error: { message: "who are you" } }, 401),
      argv: [],
      err: /^hexai: openai \(gpt-4\.1\) refused .*who are you.*\n$/u,
      why: "a refused key",
    },
    {
      reply: json({ data: [] }),
      argv: [],
      err: /^hexai: openai offers no models\n$/u,
      why: "no models",
    },
    {
      reply: OFFER,
      argv: ["nobody"],
      err: /^hexai: there is no provider "nobody"; choose from openai, .*\n$/u,
      why: "no such provider",
    },
    {
      reply: OFFER,
      argv: ["anthropic"],
      err: /^hexai: no key for anthropic: .*\n$/u,
      why: "no key",
    },
  ])("says in one sentence what is wrong: $why", async ({ reply, argv, err }, { expect }) => {
    const { hexai } = await offering(() => reply);

    await expect(hexai("models", ...argv)).resolves.toEqual({
      code: 1,
      out: "",
      err: expect.stringMatching(err),
    });
  });

  it("does not remember a failure", async ({ expect }) => {
    const replies = [json({ error: { message: "no" } }, 401), OFFER];
    const { hexai } = await offering(() => replies.shift() ?? OFFER);
    await hexai("models");

    await expect(hexai("models")).resolves.toEqual(LISTED);
  });

  it("lists though nothing can be remembered", async ({ expect }) => {
    const { hexai, home } = await offering(() => OFFER);
    await writeFile(cacheOf(home), "a file where the directory should be");

    await expect(hexai("models")).resolves.toEqual(LISTED);
  });
});

/** A provider with a list of models, and `hexai` in a home of its own. */
async function offering(reply: () => ProviderReply) {
  const provider = await startProvider({ pages: { "GET /v1/models": reply } });
  const home = await temporaryHome();
  onTestFinished(async () => {
    await provider.stop();
    await home.remove();
  });
  const env = {
    ...home.env,
    BIN,
    OPENAI_API_KEY: "sk-0123456789",
    HEXAI_OPENAI_BASE_URL: provider.url,
  };
  const hexaiWith =
    (extra: Readonly<Record<string, string>>) =>
    (...argv: readonly string[]) =>
      new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
        const options = { cwd: home.dir, env: { ...env, ...extra } };
        execFile(BIN, argv, options, (error, out, err) => {
          resolve({ code: error?.code ?? 0, out, err });
        });
      });
  return {
    provider,
    home,
    env,
    hexaiWith,
    hexai: hexaiWith({}),
    /** The files in which lists are remembered. */
    lists: async () => {
      const dir = join(cacheOf(home), "models");
      return (await readdir(dir)).map((name) => join(dir, name));
    },
  };
}

function json(body: unknown, status = 200): ProviderReply {
  return { type: "status", status, body: JSON.stringify(body) };
}
