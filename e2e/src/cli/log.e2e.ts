import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import { type CliFixture, setUpCli } from "./cli-fixture.ts";

describe("the cost in hexai log", () => {
  it("is that of the user's own prices when the question was asked", async ({ expect }) => {
    const { hexai, home } = await setUpCli({ type: "answer", deltas: ["hi"] });
    await setPrices(home, "output = 8000");
    const { usage } = JSON.parse((await hexai(["--json", "one"])).out);
    await setPrices(home, "output = 1");

    const { out } = await hexai(["log"]);
    const [conversation] = JSON.parse((await hexai(["log", "--json"])).out).conversations;

    expect(usage.cost_usd).toBeGreaterThan(0.1);
    expect(out).toMatch(new RegExp(`COST\\n.* \\$${usage.cost_usd.toFixed(4)}\\n$`, "u"));
    expect(conversation).toMatchObject({ cost_usd: usage.cost_usd, cost_reqs: 1 });
  });

  it("is not known where the user has a price and the host counts no tokens", async ({
    expect,
  }) => {
    const events = [
      { choices: [{ delta: { content: "hi" } }] },
      { choices: [{ delta: {}, finish_reason: "stop" }] },
    ];
    const frames = [...events.map((event) => JSON.stringify(event)), "[DONE]"];
    const chunks = frames.map((frame) => Buffer.from(`data: ${frame}\n\n`));
    const { hexai, home } = await setUpCli({ type: "raw", chunks });
    await setPrices(home, "output = 8000");

    await hexai(["one"]);

    expect((await hexai(["log"])).out).toMatch(/COST\n.* \?\n$/u);
  });

  it("is nothing on this machine, also of an answer that broke off", async ({ expect }) => {
    const { hexai } = await setUpCli(({ messages }) =>
      messages.at(-1)?.content === "two"
        ? { type: "break-off", deltas: ["half"] }
        : { type: "answer", deltas: ["hi"] },
    );
    await hexai(["one"]);
    await hexai(["two"]);

    const { out } = await hexai(["log"]);

    expect(out).toMatch(/COST\n.* \$0\n.* \$0\n$/u);
  });
});

/** Prices of the user's own, in dollars for a million tokens. */
async function setPrices(home: CliFixture["home"], output: string): Promise<void> {
  await mkdir(join(home.dir, ".config/hexai"), { recursive: true });
  await writeFile(
    join(home.dir, ".config/hexai/config.toml"),
    `[prices."openai:gpt-4.1"]\ninput = 2000\n${output}\n`,
  );
}
