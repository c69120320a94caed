import { describe, it } from "vitest";

import { editorCommandOf } from "./editor-command-of.ts";

describe("editorCommandOf", () => {
  it.for([
    { env: { HEXAI_EDITOR: "hx", VISUAL: "vi" }, command: ["hx"] },
    { env: { VISUAL: " ", EDITOR: "code --wait" }, command: ["code", "--wait"] },
    { env: { EDITOR: "'/opt/my editor' -x" }, command: ["/opt/my editor", "-x"] },
    { env: { EDITOR: "'half" }, command: undefined },
    { env: {}, command: undefined },
  ])("is $command in $env", ({ env, command }, { expect }) => {
    expect(editorCommandOf(env)).toEqual(command);
  });
});
