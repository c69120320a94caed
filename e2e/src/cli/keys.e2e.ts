import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { ProviderReply } from "@hexai/testing";
import { describe, it } from "vitest";

import { setUpCli } from "./cli-fixture.ts";

const KEY = "sk-never-to-be-seen-0123456789";
const WORDS = `Incorrect API key provided: ${KEY}.`;

/** Each says the key back where it can. */
const FAILURES: readonly { readonly reply: ProviderReply; readonly what: string }[] = [
  ...[401, 404, 422, 429, 500].map((status) => ({
    reply: { type: "status", status, body: { error: { message: WORDS } } } as const,
    what: `a ${status}`,
  })),
  { reply: { type: "status", status: 502, body: `<p>${WORDS}</p>` }, what: "a web page" },
  { reply: { type: "status", status: 400, body: WORDS }, what: "a 400 in plain text" },
  { reply: { type: "error", deltas: [], message: WORDS }, what: "an error at once" },
  { reply: { type: "error", deltas: ["half "], message: WORDS }, what: "an error later" },
  { reply: { type: "break-off", deltas: ["half "] }, what: "half an answer" },
  { reply: { type: "answer", deltas: [] }, what: "an empty answer" },
  { reply: { type: "answer", deltas: ["a"], finish: "length" }, what: "no room" },
  { reply: { type: "raw", chunks: [Buffer.from(`data: {"${WORDS}\n\n`)] }, what: "nonsense" },
  { reply: { type: "reset" }, what: "a reset connection" },
  { reply: { type: "hang" }, what: "silence" },
];

/** Every command that asks a provider. */
const COMMANDS: readonly (readonly string[])[] = [
  ["x"],
  ["config", "check", "--online"],
  ["models"],
  ["doctor"],
];

describe("hexai leaves no key behind", () => {
  it.for(FAILURES)("after $what", async ({ reply }, { expect }) => {
    const { hexai, home } = await setUpCli(reply);
    const env = { OPENAI_API_KEY: KEY, HEXAI_REQUEST_TIMEOUT: "0.3" };

    for (const argv of COMMANDS) {
      const { out, err } = await hexai(argv, { env });

      expect(out + err).not.toContain(KEY);
      expect(out + err).not.toBe("");
    }

    expect(await filesWith(KEY, home.dir)).toEqual([]);
  });

  it.for([
    { script: `echo "${KEY}"`, what: "a key that is refused" },
    { script: `echo "${KEY}"; echo "${KEY}" >&2; exit 3`, what: "a program that fails" },
    { script: `echo "${KEY}" "${KEY}"`, what: "what is no key" },
    { script: `echo "${KEY}" >&2`, what: "a key in the wrong place" },
  ])("after $what from api_key_command", async ({ script }, { expect }) => {
    const reply = { type: "status", status: 401, body: { error: { message: WORDS } } } as const;
    const { hexai, home } = await setUpCli(reply);
    const program = join(home.dir, "print-key");
    await writeFile(program, `${script}\n`);
    await mkdir(join(home.dir, ".config/hexai"), { recursive: true });
    await writeFile(
      join(home.dir, ".config/hexai/config.toml"),
      `[openai]\napi_key_command = ["sh", "${program}"]\n`,
    );

    for (const argv of [...COMMANDS, ["config", "show"]]) {
      const { out, err } = await hexai(argv, { env: { OPENAI_API_KEY: "" } });

      expect(out + err, argv.join(" ")).not.toContain(KEY);
    }

    expect(await filesWith(KEY, home.dir)).toEqual([program]);
  });
});

/** The files below `dir` whose bytes have `text` in them. */
async function filesWith(text: string, dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return files.filter((_, index) => contents[index]?.includes(text));
}
