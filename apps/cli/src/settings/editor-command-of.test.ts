import { describe, it } from "vitest";

import { editorCommandOf } from "./editor-command-of.ts";

describe("editorCommandOf", () => {
  it.for([
    { env: { HEXAI_EDITOR: "a", VISUAL: "b", EDITOR: "c" }, command: ["a"], why: "ours first" },
    { env: { VISUAL: "b", EDITOR: "c" }, command: ["b"], why: "then VISUAL" },
    { env: { HEXAI_EDITOR: " ", VISUAL: "", EDITOR: "c" }, command: ["c"], why: "blank is unset" },
    { env: { EDITOR: "code --wait" }, command: ["code", "--wait"], why: "arguments" },
    {
      env: { EDITOR: `'/my apps/vi' -c "set tw=72" a\\ b` },
      command: ["/my apps/vi", "-c", "set tw=72", "a b"],
      why: "quotes",
    },
    { env: { EDITOR: "vi $(id) ~ *" }, command: ["vi", "$(id)", "~", "*"], why: "no shell" },
    { env: {}, command: undefined, why: "nothing set" },
    { env: { EDITOR: "''" }, command: undefined, why: "an empty program" },
  ])("gives $command: $why", ({ env, command }, { expect }) => {
    expect(editorCommandOf(env)).toEqual(command);
  });

  it("refuses half a command line, and says whose", ({ expect }) => {
    expect(() => editorCommandOf({ VISUAL: "vi 'x" })).toThrow(
      expect.objectContaining({ exitCode: 1, message: `VISUAL is no command line: "vi 'x"` }),
    );
  });
});
