import { describe, it } from "vitest";

import type { Conversation } from "./message.ts";
import { formatAgo, titleOf } from "./title.ts";

const MODELS = [{ index: 0, provider: "p", name: "m" }];

describe("titleOf", () => {
  it.for([
    { content: "undo the last commit", title: "undo the last commit", why: "it is short" },
    { content: "  a\n\tb  c ", title: "a b c", why: "white space is one space" },
    { content: "x".repeat(60), title: `${"x".repeat(47)}…`, why: "it is long" },
    {
      content: "日本".repeat(30),
      title: `${"日本".repeat(11)}日…`,
      why: "wide characters take two",
    },
    { content: "\u001b]0;evil\u0007x", title: "␛]0;evil␇x", why: "a terminal would obey it" },
    { content: " \n", title: "(no question)", why: "there is nothing to show" },
    { content: "a\u202eb", title: "a\ufffdb", why: "it would turn the line round" },
  ])("is $title: $why", ({ content, title }, { expect }) => {
    expect(titleOf(conversationOf(content))).toBe(title);
  });

  it("is the name if there is one", ({ expect }) => {
    expect(titleOf({ ...conversationOf("x"), name: "wo\nrk" })).toBe("wo␊rk");
  });
});

describe("formatAgo", () => {
  const MINUTE = 60_000;
  it.for([
    { ms: -5, said: "just now" },
    { ms: MINUTE - 1, said: "just now" },
    { ms: 12 * MINUTE, said: "12 min ago" },
    { ms: 60 * MINUTE, said: "1 h ago" },
    { ms: 24 * 60 * MINUTE, said: "yesterday" },
    { ms: 49 * 60 * MINUTE, said: "2 days ago" },
  ])("says $said", ({ ms, said }, { expect }) => {
    expect(formatAgo(1_000_000, 1_000_000 + ms)).toBe(said);
  });
});

function conversationOf(content: string): Conversation {
  const base = { id: "q", parent: undefined, at: 0, turn: "q", models: MODELS };
  return { id: "id", messages: [{ ...base, role: "user", content }] };
}
