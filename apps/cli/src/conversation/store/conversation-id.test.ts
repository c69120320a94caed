import { describe, it } from "vitest";

import { conversationId, idOfFile, idOfPart, isConversationId } from "./conversation-id.ts";

describe("conversationId", () => {
  it("begins with the time, so that ids are in order of time", ({ expect }) => {
    const at = Date.UTC(2026, 10, 29, 16, 1, 2);
    const ids = [at, at + 1000, at + 86_400_000].map((time) => conversationId(time, 4_194_304));

    expect(ids[0]).toMatch(/^20261129-160102-/u);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.every(isConversationId)).toBe(true);
  });

  it("differs between processes and within one", ({ expect }) => {
    const ids = [1, 2].flatMap((pid) => [0, 1].map((at) => conversationId(at, pid)));

    expect(new Set(ids).size).toBe(4);
  });
});

describe("idOfFile", () => {
  it.for([
    { name: "20261129-160102-x.jsonl", id: "20261129-160102-x" },
    { name: "20261129-160102-x.a.part", id: undefined },
    { name: "../20261129-160102-x.jsonl", id: undefined },
    { name: ".noticed", id: undefined },
    { name: "notes.jsonl", id: undefined },
  ])("of $name is $id", ({ name, id }, { expect }) => {
    expect(idOfFile(name)).toBe(id);
  });
});

describe("idOfPart", () => {
  it.for([
    { name: "20261129-160102-x.a-b-1.part", id: "20261129-160102-x" },
    { name: "20261129-160102-x.jsonl", id: undefined },
    { name: "x.part", id: undefined },
  ])("of $name is $id", ({ name, id }, { expect }) => {
    expect(idOfPart(name)).toBe(id);
  });
});
