import { inspect } from "node:util";

import { describe, it } from "vitest";

import { runCommand } from "./io/run-command.ts";
import { type KeyPlaces, resolveKey } from "./resolve-key.ts";

const SECRET = "sk-0123456789abcdef";

describe("resolveKey", () => {
  it("prefers a variable and does not start the program then", async ({ expect }) => {
    const key = await resolveKey(places({ command: ["./no-such-program"] }), {
      env: { A: SECRET },
      runCommand,
    });

    expect(key).toEqual({ source: "A", value: SECRET });
  });

  it("takes what the program prints", async ({ expect }) => {
    const key = await resolveKey(places({ command: printing(SECRET) }), { env: {}, runCommand });

    expect(key).toEqual({ source: "openai.api_key_command", value: SECRET });
  });

  it.for([
    { command: ["./no-such-program", SECRET], why: "it was not found" },
    { command: [...printing(SECRET), "fail"], why: "it ended with exit code 1" },
    { command: printing(""), why: "it printed nothing" },
  ])(
    "tells without a word of its output why a program gave no key: $why",
    async (row, { expect }) => {
      const failed = resolveKey(places({ command: row.command }), { env: {}, runCommand });

      await expect(failed).rejects.toMatchObject({
        code: "misconfigured",
        message: `the program in openai.api_key_command gave no key: ${row.why}; run it by hand to see why`,
      });
      await expect(failed).rejects.toSatisfy(keepsSecret);
    },
  );

  it("refuses output that is no key, without showing it", async ({ expect }) => {
    const failed = resolveKey(places({ command: printing(`${SECRET}\nuser: me`) }), {
      env: {},
      runCommand,
    });

    await expect(failed).rejects.toThrow("the key in openai.api_key_command holds a character");
    await expect(failed).rejects.toSatisfy(keepsSecret);
  });

  it("is content without a key where none is required", async ({ expect }) => {
    const dependencies = { env: {}, runCommand };

    await expect(resolveKey(places({ isRequired: false }), dependencies)).resolves.toBeUndefined();
  });
});

function places(overrides: Partial<KeyPlaces>): KeyPlaces {
  return {
    provider: "openai",
    model: "m",
    section: "openai",
    names: ["A", "B"],
    keyBegins: "sk-",
    command: undefined,
    isRequired: true,
    ...overrides,
  };
}

function printing(text: string): string[] {
  const code = `console.log(${JSON.stringify(text)}); process.exitCode = process.argv[1] ? 1 : 0`;
  return [process.execPath, "-e", code, "--"];
}

function keepsSecret(error: unknown): boolean {
  return !inspect(error, { depth: null, showHidden: true }).includes(SECRET);
}
