import type { ConfigOrigin } from "@hexai/config";
import { describe, it } from "vitest";

import { issueFinding, type UserFile } from "./issue-finding.ts";

const FILE = "/home/me/.config/hexai/config.toml";
const WHOLE: ConfigOrigin = { type: "file", file: FILE };
const LINE: ConfigOrigin = { ...WHOLE, line: 3 };

describe("issueFinding", () => {
  it.for<{ why: string; origin: ConfigOrigin; user?: Partial<UserFile>; todo: string }>([
    { why: "a mistake in a line", origin: LINE, todo: "set it right: hexai config edit" },
    {
      why: "one in the file of --config",
      origin: LINE,
      user: { chosen: "my file.toml" },
      todo: "set it right: hexai config edit --config 'my file.toml'",
    },
    {
      why: "one of the project",
      origin: { ...LINE, isProject: true },
      todo: "set it right in that file",
    },
    {
      why: "one in the environment",
      origin: { type: "environment", variable: "HEXAI_MODEL" },
      todo: "set it right, or: unset HEXAI_MODEL",
    },
    {
      why: "a directory",
      origin: WHOLE,
      user: { status: { type: "directory", mode: 0o700, isOwn: true, bytes: 0 } },
      todo: `give it another name: mv ${FILE} ${FILE}.old`,
    },
    {
      why: "a file that nobody may read",
      origin: WHOLE,
      user: { status: file({ mode: 0 }) },
      todo: `chmod u+r ${FILE}`,
    },
    {
      why: "a file that a sudo made",
      origin: WHOLE,
      user: { status: file({ isOwn: false }) },
      todo: `take it back: sudo chown "$(id -un)" ${FILE}`,
    },
    {
      why: "a file that is not UTF-8",
      origin: WHOLE,
      todo: "set it right: hexai config edit",
    },
  ])("says how to mend $why", ({ origin, user, todo }, { expect }) => {
    const found = issueFinding(
      { origin, message: "is wrong" },
      { chosen: undefined, status: file(), ...user },
    );

    expect(found).toMatchObject({ mark: "fail", text: expect.stringContaining("is wrong"), todo });
  });
});

function file(overrides: { readonly mode?: number; readonly isOwn?: boolean } = {}) {
  return { type: "file", mode: 0o600, isOwn: true, bytes: 1, ...overrides } as const;
}
