import { describe, it } from "vitest";

import { chooseTargets } from "./choose-targets.ts";
import type { AskFlags } from "./command.ts";

const A = { provider: "openai", model: "a", temperature: 0 };
const B = { provider: "ollama", model: "b" };

describe("chooseTargets", () => {
  it.for<{
    cli: (typeof A | typeof B)[];
    flags: Partial<AskFlags>;
    targets: object[];
    why: string;
  }>([
    { cli: [], flags: {}, targets: [{}], why: "nobody in particular" },
    { cli: [A, B], flags: {}, targets: [A, B], why: "all that are configured" },
    { cli: [A, B], flags: { targets: [1] }, targets: [B], why: "a chosen one" },
    { cli: [A, B], flags: { targets: [0, 1] }, targets: [A, B], why: "chosen ones" },
    {
      cli: [A, B],
      flags: { model: "c" },
      targets: [{ ...A, model: "c" }],
      why: "another model of the first",
    },
    {
      cli: [A, B],
      flags: { provider: "anthropic" },
      targets: [{ provider: "anthropic" }],
      why: "another provider",
    },
    {
      cli: [],
      flags: { provider: "x", model: "y", temperature: 1 },
      targets: [{ provider: "x", model: "y", temperature: 1 }],
      why: "what the flags say",
    },
    {
      cli: [A, B],
      flags: { temperature: 2 },
      targets: [
        { ...A, temperature: 2 },
        { ...B, temperature: 2 },
      ],
      why: "all, at another temperature",
    },
    {
      cli: [A, B],
      flags: { targets: [1], model: "c" },
      targets: [{ ...B, model: "c" }],
      why: "another model of a chosen one",
    },
  ])("asks $why", ({ cli, flags, targets }, { expect }) => {
    expect(chooseTargets(configOf(cli), flagsOf(flags))).toEqual(targets);
  });

  it.for([
    { cli: [A, B], message: "there is no target -2: models.cli goes from -0 to -1" },
    { cli: [], message: "there is no target -2: models.cli is empty" },
  ])("refuses one that is not there: $message", ({ cli, message }, { expect }) => {
    expect(() => chooseTargets(configOf(cli), flagsOf({ targets: [2] }))).toThrow(
      expect.objectContaining({ exitCode: 2, message }),
    );
  });
});

function configOf(cli: readonly object[]) {
  return { models: { cli, chat: [], code_action: [], completion: [] } };
}

function flagsOf(flags: Partial<AskFlags>): AskFlags {
  return {
    json: false,
    stream: true,
    cache: true,
    plain: false,
    quiet: false,
    stdin: true,
    ...flags,
  };
}
