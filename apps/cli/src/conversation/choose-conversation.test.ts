import { describe, it } from "vitest";

import { conversationNamed, requireNewName } from "./choose-conversation.ts";
import type { ConversationStore } from "./store/io/conversation-store.ts";

const ID = "20261129-160102-x";

describe("requireNewName", () => {
  it.for([
    { name: "", why: "it is none" },
    { name: " ", why: "nothing is to be seen" },
    { name: " lead", why: "nobody types the space" },
    { name: "trail ", why: "nobody types the space" },
    { name: "a\tb", why: "it is on more than one line, or looks so" },
    { name: "zw\u200bsp", why: "a character cannot be seen" },
    { name: "rtl\u202ex", why: "it turns the line round" },
    { name: "x".repeat(101), why: "it is too long" },
    { name: "20261129-x", why: "an id begins so" },
    { name: "cafe\u0301", why: "it looks like one that is in use" },
  ])("refuses $name: $why", ({ name }, { expect }) => {
    expect(() => requireNewName(storeWith("café"), name)).toThrow(
      expect.objectContaining({ name: "UserError", exitCode: 2 }),
    );
  });

  it.for(["work", "a b", "日本語 🙂", "می\u200cخواهم", "#1"])("takes %s", (name, { expect }) => {
    expect(() => requireNewName(storeWith("café"), name)).not.toThrow();
  });
});

describe("conversationNamed", () => {
  it.for(["café", "cafe\u0301", ID, "20261129"])("finds %s", (wanted, { expect }) => {
    expect(conversationNamed(storeWith("café"), wanted, 0).id).toBe(ID);
  });

  it("shows no more than the beginning of what was pasted by mistake", ({ expect }) => {
    expect(() => conversationNamed(storeWith("café"), "x".repeat(5000), 0)).toThrow(
      /^there is no conversation "x{99}…"/u,
    );
  });
});

/** One conversation of this name. */
function storeWith(name: string): ConversationStore {
  const model = { index: 0, provider: "p", name: "m" };
  const question = {
    id: "q",
    parent: undefined,
    at: 0,
    role: "user",
    content: "why",
    turn: "q",
    models: [model],
  } as const;
  return {
    state: "own",
    ids: new Set([ID]),
    files: () => [{ id: ID, usedAt: 0, bytes: 1 }],
    read: (id) => (id === ID ? { id, name, messages: [question] } : undefined),
    nameOf: () => name,
  };
}
