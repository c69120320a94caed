import { type ConfigOrigin, defaultConfig, type Role } from "@hexai/config";
import { describe, it } from "vitest";

import { findRole } from "./find-role.ts";

const REVIEW: Role = { system: "Review." };

describe("findRole", () => {
  it("finds one of the user's", ({ expect }) => {
    expect(findRole(withRoles(["review"], { type: "file", file: "/c" }), "review")).toEqual({
      role: REVIEW,
    });
  });

  it("names a project's as such, whatever its path is", ({ expect }) => {
    const origin = { type: "file", file: "/a\u001b[2J/p.toml", line: 3, isProject: true } as const;

    expect(findRole(withRoles(["review"], origin), "review")).toEqual({
      role: REVIEW,
      notice: "the role review comes from the project: /a␛[2J/p.toml",
    });
  });

  it.for([
    { roles: ["review", "bash"], name: "reveiw", message: ", did you mean review?" },
    { roles: ["review", "bash"], name: "constructor", message: "; choose from bash, review" },
    {
      roles: [],
      name: "x",
      message: ": none is configured; write it into your config.toml, as in",
    },
  ])("refuses $name of $roles", ({ roles, name, message }, { expect }) => {
    expect(() => findRole(withRoles(roles), name)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining(`there is no role "${name}"${message}`),
      }),
    );
  });
});

function withRoles(names: readonly string[], origin?: ConfigOrigin) {
  const roles = new Map(names.map((name) => [name, REVIEW]));
  const origins = new Map(origin && names.map((name) => [`roles.${name}`, origin]));
  return { config: { ...defaultConfig(), roles }, origins };
}
