import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { ProviderReply } from "@hexai/testing";
import { describe, it } from "vitest";

import { setUpCli } from "../cli/cli-fixture.ts";

const PAGE = join(import.meta.dirname, "../../../docs/troubleshooting.md");

/** An address at which nobody listens. */
const NOWHERE = "http://127.0.0.1:9/v1";

interface Trouble {
  /** How the message on the page begins. */
  readonly said: string;
  readonly reply?: ProviderReply;
  readonly env?: Readonly<Record<string, string>>;
}

const refusal = (status: number, body = ""): ProviderReply => ({
  type: "status",
  status,
  body,
});

const TROUBLES: readonly Trouble[] = [
  { said: "no provider is set up", env: { OPENAI_API_KEY: "", HEXAI_OLLAMA_BASE_URL: NOWHERE } },
  { said: "… refused the key", reply: refusal(401) },
  { said: "no key for anthropic", env: { HEXAI_PROVIDER: "anthropic" } },
  { said: "… was not found", reply: refusal(404) },
  { said: "… takes no more requests", reply: refusal(429) },
  { said: "… is in trouble", reply: refusal(502, "<html>Bad Gateway</html>") },
  { said: "… cannot be reached", env: { HEXAI_OPENAI_BASE_URL: NOWHERE } },
  { said: "… was silent", reply: { type: "hang" }, env: { HEXAI_REQUEST_TIMEOUT: "1" } },
  { said: "… sent an answer", reply: refusal(200, "<html>Welcome</html>") },
  { said: "… sent an empty answer", reply: { type: "answer", deltas: [] } },
  { said: "… broke off in", reply: { type: "break-off", deltas: ["so"] } },
  { said: "… broke off:", reply: { type: "error", deltas: ["so"], message: "overloaded" } },
  { said: "… reached the longest", reply: { type: "answer", deltas: ["so"], finish: "length" } },
];

describe("the page on troubles", () => {
  it("has no other message of a provider than those below", async ({ expect }) => {
    const messages = await messagesOfPage();

    expect(messages).toEqual(TROUBLES.map(({ said }) => expect.stringContaining(said)));
  });

  it.for(TROUBLES)("says $said as hexai does", async ({ said, reply, env }, { expect }) => {
    const { hexai } = await setUpCli(reply);
    const message = (await messagesOfPage()).find((text) => text.startsWith(said)) ?? "";

    const { code, err } = await hexai(["--no-stream", "hello"], env === undefined ? {} : { env });

    expect(code).toBe(1);
    expect(err.replace("silent for 1 s", "silent for 60 s")).toMatch(patternOf(message));
  });

  it("shows a mistake in the settings as hexai does", async ({ expect }) => {
    const page = await readFile(PAGE, "utf8");
    const { hexai, home } = await setUpCli();
    const config = join(home.dir, ".config/hexai/config.toml");
    await mkdir(join(config, ".."), { recursive: true });
    await writeFile(config, "[general]\nmax_tokns = 4000\n");

    const { err } = await hexai(["hello"]);

    expect(page).toContain(`\`\`\`\n${err.replace(home.dir, "/home/me")}\`\`\``);
  });
});

/** The first column of the table on providers. */
async function messagesOfPage(): Promise<readonly string[]> {
  const page = await readFile(PAGE, "utf8");
  const [, table = ""] = /## Providers\n(.*?)\n## /su.exec(page) ?? [];
  return [...table.matchAll(/^\| `(.*?)` +\|/gmu)].map(([, message = ""]) => message);
}

/** What a message looks like: `…` and `HOST` stand for anything, a space also for a new line. */
function patternOf(message: string): RegExp {
  const literal = message.replaceAll(/[()[\].?*+|^$\\]/gu, String.raw`\$&`);
  return new RegExp(
    `^hexai: ${literal.replaceAll(/…|HOST/gu, ".*").replaceAll(" ", String.raw`\s+`)}`,
    "su",
  );
}
