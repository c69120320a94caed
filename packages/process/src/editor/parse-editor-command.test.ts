import { describe, it } from "vitest";

import { isEditorSet, parseEditorCommand } from "./parse-editor-command.ts";

describe("parseEditorCommand", () => {
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
  ])("gives $command: $why", ({ env, command }, { expect }) => {
    expect(parseEditorCommand(env)).toEqual(command);
    expect(isEditorSet(env)).toBe(command !== undefined);
  });

  it.for([
    { line: "vi '", why: "ends inside quotes" },
    { line: 'vi "x', why: "ends inside quotes" },
    { line: "vi \\", why: "ends inside quotes or after a backslash" },
    { line: "''", why: "names no program" },
  ])("refuses $line, and says in which variable it stands", ({ line, why }, { expect }) => {
    expect(isEditorSet({ VISUAL: line, EDITOR: "vi" })).toBe(true);
    expect(() => parseEditorCommand({ VISUAL: line, EDITOR: "vi" })).toThrow(
      expect.objectContaining({
        exitCode: 1,
        message: expect.stringContaining(`VISUAL is malformed: ${JSON.stringify(line)} ${why}`),
      }),
    );
  });
});
