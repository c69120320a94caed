import type { Role } from "../../config.ts";
import { anyText, nameText, numberBetween } from "../rules.ts";
import type { EntriesOf, NamedShape } from "../shape.ts";
import { OWN_OPTIONS } from "./host.ts";

const ROLE: EntriesOf<Role> = {
  system: {
    rule: anyText(),
    example: "You review code. Name what is wrong, where, and why; praise nothing.",
    description:
      "The system prompt. With an empty one, none is sent. If not set, the usual one is.",
  },
  provider: {
    rule: nameText(),
    example: "anthropic",
    description: "As --provider: [[models.cli]] is left alone. A project cannot set it.",
    onlyUser: true,
  },
  model: {
    rule: nameText(),
    example: "claude-haiku-5-5",
    description: "As --model.",
  },
  temperature: {
    rule: numberBetween(0, 2),
    example: 0,
    description: "0 to 2; 0 is sent as 0.",
  },
  options: OWN_OPTIONS,
};

export const ROLES: NamedShape<Role> = {
  named: ROLE,
  description: `What hexai --role NAME asks with. Flags win over a role, and a role over [[models.cli]]. A project's file can add roles
with system, model and temperature, but none with the name of one of yours.`,
  refuseName: (name) =>
    /^\w[\w-]{0,63}$/u.test(name)
      ? undefined
      : "is not a valid name, must be up to 64 letters, digits, - and _, and not begin with -",
  examples: new Map([
    [
      "review",
      {
        system: "You review code. Name what is wrong, where, and why; praise nothing.",
        provider: "anthropic",
        model: "claude-haiku-5-5",
        temperature: 0,
        options: { top_p: 0.9 },
      },
    ],
  ]),
  inProject: true,
};
