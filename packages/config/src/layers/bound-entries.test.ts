import { describe, it } from "vitest";

import { formatConfigIssue } from "../describe/config-issue.ts";
import { boundEntries } from "./bound-entries.ts";
import { editorEntries } from "./editor-entries.ts";
import { environmentEntries } from "./environment-entries.ts";
import { fileEntries } from "./file-entries.ts";
import { mergeEntries } from "./merge-entries.ts";

describe("boundEntries", () => {
  it.for([
    { user: 0, project: 400, used: 1, why: "the user has none" },
    { user: 1, project: 2, used: 1, why: "as many as the user's" },
    { user: 3, project: 400, used: 3, why: "as many as the user's" },
    { user: 3, project: 2, used: 2, why: "no more than there are" },
    { user: 20, project: 20, used: 8, why: "eight at most" },
    { user: 20, project: 0, used: 8, why: "eight at most, of the user's own too" },
  ])(
    "uses $used of a project's $project targets and $user of the user's: $why",
    (example, { expect }) => {
      for (const surface of ["cli", "chat", "code_action", "completion"] as const) {
        const { config, leftOut } = load(
          targets(surface, "mine", example.user),
          targets(surface, "theirs", example.project),
        );

        const whose = example.project === 0 ? "mine" : "theirs";
        expect(config?.models[surface].map(({ model }) => model)).toEqual(
          Array.from({ length: example.used }, (_, index) => `${whose}${index}`),
        );
        const excess = example.project > example.used || example.user > 8;
        expect(leftOut.length > 0).toBe(excess);
      }
    },
  );

  it.for([
    {
      key: "max_tokens",
      user: "",
      project: 1_000_000,
      used: 4000,
      why: "the default is the user's",
    },
    { key: "max_tokens", user: "max_tokens = 9000", project: 9001, used: 9000, why: "not raised" },
    { key: "max_tokens", user: "max_tokens = 9000", project: 5, used: 5, why: "lowered" },
    { key: "max_context_tokens", user: "", project: 4001, used: 4000, why: "not raised" },
    { key: "max_context_tokens", user: "", project: 10, used: 10, why: "lowered" },
  ] as const)("makes $project of a project's $key $used: $why", (example, { expect }) => {
    const { config, leftOut } = load(
      `[general]\n${example.user}`,
      `[general]\n${example.key} = ${example.project}`,
    );

    expect(config?.general[example.key]).toBe(example.used);
    expect(leftOut.map(({ key }) => key)).toEqual(
      example.used === example.project ? [] : [`general.${example.key}`],
    );
  });

  it.for([
    { file: "", variable: undefined, editor: 1_000_000, used: 4000, why: "the default" },
    { file: "max_tokens = 9000", variable: undefined, editor: 9001, used: 9000, why: "the file's" },
    { file: "", variable: "8000", editor: 9000, used: 8000, why: "the variable's" },
    {
      file: "max_tokens = 9000",
      variable: "8000",
      editor: 9000,
      used: 8000,
      why: "the stronger's",
    },
    { file: "", variable: undefined, editor: 5, used: 5, why: "lowered" },
  ])("makes $editor of the editor's max_tokens $used: $why", (example, { expect }) => {
    const user = fileEntries({ path: "user", text: `[general]\n${example.file}` });
    const environment = environmentEntries({ HEXAI_MAX_TOKENS: example.variable });
    const editor = editorEntries({ general: { max_tokens: example.editor } }, "user");

    const bounded = boundEntries(user, [], editor, environment);

    const merged = mergeEntries([...bounded.user, ...environment, ...bounded.editor]);
    expect(merged.ok && merged.config.general.max_tokens).toBe(example.used);
    expect(bounded.leftOut.map(formatConfigIssue)).toEqual(
      example.used === example.editor
        ? []
        : [
            `the editor's settings: general.max_tokens: is ${example.editor}, more than your own ${example.used}, which is used`,
          ],
    );
  });

  it("leaves out a project's role that has the name of one of the user's", ({ expect }) => {
    const { config, leftOut } = load(
      "[roles.a]\nsystem = 'mine'",
      "[roles.a]\nsystem = 'theirs'\nmodel = 'm'\n[roles.b]\nsystem = 'theirs'",
    );

    expect([...(config?.roles ?? [])]).toEqual([
      ["a", { system: "mine" }],
      ["b", { system: "theirs" }],
    ]);
    expect(leftOut.map(({ key, message }) => `${key} ${message}`)).toEqual([
      "roles.a is the name of a role of your own, which is used",
    ]);
  });
});

function load(userText: string, projectText: string) {
  const user = fileEntries({ path: "user", text: userText });
  const project = fileEntries({ path: "project", text: projectText, userFile: "user" });
  const bounded = boundEntries(user, project, []);
  const merged = mergeEntries([...bounded.user, ...bounded.project]);
  return { config: merged.ok ? merged.config : undefined, leftOut: bounded.leftOut };
}

function targets(surface: string, name: string, count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `[[models.${surface}]]\nmodel = "${name}${index}"\n`,
  ).join("");
}
