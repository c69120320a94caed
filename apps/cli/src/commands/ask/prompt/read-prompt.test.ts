import { describe, it } from "vitest";

import type { AskRequest } from "../command.ts";
import { readPrompt, type PromptSources } from "./read-prompt.ts";

const SOURCES: PromptSources = {
  stdin: undefined,
  edit: () => undefined,
  env: { EDITOR: "vi -n" },
  usage: "Usage: …",
  signal: new AbortController().signal,
};
const EDITED = { ...SOURCES, edit: () => () => Promise.resolve("edited\n") };

describe("readPrompt", () => {
  it("takes the words of the command line", async ({ expect }) => {
    expect(await textOf(readPrompt(request("why", "not"), EDITED))).toBe("why not");
  });

  it("joins them with what comes on stdin", async ({ expect }) => {
    const stdin = { read: () => Promise.resolve("piped") };

    expect(await textOf(readPrompt(request("why"), { ...EDITED, stdin }))).toBe("why\n\npiped");
  });

  it("lets a person write it when there is neither", async ({ expect }) => {
    const commands: unknown[] = [];
    const edit = (command: unknown): Promise<string> => {
      commands.push(command);
      return Promise.resolve("# edited\n");
    };

    expect(await textOf(readPrompt(request(), { ...SOURCES, edit: () => edit }))).toBe("# edited");
    expect(commands).toEqual([["vi", "-n"]]);
  });

  it("does not open the editor before it is time", ({ expect }) => {
    let opened = 0;
    const edit = (): Promise<string> => Promise.resolve(`${(opened += 1)}`);

    readPrompt(request(), { ...SOURCES, edit: () => edit });

    expect(opened).toBe(0);
  });

  it.for([
    { sources: SOURCES, says: "", why: "no terminal" },
    {
      sources: { ...EDITED, env: {} },
      says: "; set HEXAI_EDITOR to write it in an editor, as in: export HEXAI_EDITOR=vi",
      why: "no editor",
    },
  ])("shows at once how it is used with $why", ({ sources, says }, { expect }) => {
    expect(() => readPrompt(request(), sources)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining(`there is nothing to ask${says}\nUsage:`),
      }),
    );
  });

  it.for([
    { sources: { ...SOURCES, edit: () => () => Promise.resolve(" \n") }, why: "an empty file" },
    { sources: { ...SOURCES, stdin: { read: () => Promise.resolve("\n") } }, why: "empty stdin" },
  ])("asks nothing for $why", async ({ sources }, { expect }) => {
    await expect(readPrompt(request(), sources)({})).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining("there is nothing to ask"),
    });
  });
});

async function textOf(prompt: ReturnType<typeof readPrompt>): Promise<unknown> {
  return (await prompt({})).messages.at(-1)?.content;
}

function request(...words: readonly string[]): AskRequest {
  return {
    words,
    flags: {
      json: false,
      stream: true,
      cache: true,
      plain: false,
      quiet: false,
      stdin: true,
      isContinued: false,
      log: true,
    },
  };
}
