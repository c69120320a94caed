import type { Role } from "@hexai/config";
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

  it.for<{
    cli: (typeof A | typeof B)[];
    flags: Partial<AskFlags>;
    role: Role;
    targets: object[];
    why: string;
  }>([
    { cli: [A, B], flags: {}, role: {}, targets: [A, B], why: "it says nothing of whom to ask" },
    {
      cli: [A, B],
      flags: {},
      role: { model: "c", temperature: 1 },
      targets: [{ ...A, model: "c", temperature: 1 }],
      why: "a role wins over models.cli",
    },
    {
      cli: [A, B],
      flags: {},
      role: { provider: "anthropic" },
      targets: [{ provider: "anthropic" }],
      why: "a model of one provider is not one of another",
    },
    {
      cli: [A, B],
      flags: { targets: [1] },
      role: { provider: "anthropic", temperature: 1 },
      targets: [{ provider: "anthropic", temperature: 1 }],
      why: "nor when a number chooses it",
    },
    {
      cli: [A, B],
      flags: { targets: [1] },
      role: { model: "c" },
      targets: [{ ...B, model: "c" }],
      why: "the number chooses the provider",
    },
    {
      cli: [],
      flags: { model: "d", temperature: 0 },
      role: { provider: "x", model: "c", temperature: 1 },
      targets: [{ provider: "x", model: "d", temperature: 0 }],
      why: "flags win over a role",
    },
    {
      cli: [],
      flags: { provider: "y" },
      role: { provider: "x", model: "c", temperature: 1 },
      targets: [{ provider: "y", temperature: 1 }],
      why: "its model is of its own provider",
    },
    {
      cli: [],
      flags: { provider: "x" },
      role: { provider: "x", model: "c" },
      targets: [{ provider: "x", model: "c" }],
      why: "the flag names the same provider",
    },
  ])(
    "asks $targets with $flags and the role $role: $why",
    ({ cli, flags, role, targets }, { expect }) => {
      expect(chooseTargets(configOf(cli), flagsOf(flags), { role })).toEqual(targets);
    },
  );

  it("takes an option from the flags, else from the role, else from the target", ({ expect }) => {
    const cli = [{ ...A, options: { a: 1, b: 1, c: { x: 1 } } }];
    const role = { options: { b: 2, c: { y: 2 } } };

    const [target] = chooseTargets(configOf(cli), flagsOf({}), { role, options: { d: 3 } });

    expect(target).toEqual({ ...A, options: { a: 1, b: 2, c: { y: 2 }, d: 3 } });
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
    isContinued: false,
    log: true,
    ...flags,
  };
}
