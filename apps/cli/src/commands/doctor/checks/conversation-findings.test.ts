import { describe, it } from "vitest";

import { type ConversationFacts, conversationFindings } from "./conversation-findings.ts";

const DIRECTORY = { type: "directory", mode: 0o700, isOwn: true, bytes: 0 } as const;
const KEPT: ConversationFacts = {
  dir: "/s/hexai/conversations",
  directory: DIRECTORY,
  notKept: undefined,
  state: "own",
  count: 2,
  bytes: 1200,
  settings: { enabled: true, days: 30, max_mb: 50 },
  writeError: undefined,
};

describe("conversationFindings", () => {
  it.for<{ facts: Partial<ConversationFacts>; mark: string; says: string }>([
    {
      facts: {},
      mark: "ok",
      says: "kept in /s/hexai/conversations: 2 conversations, 1.2kB; removed after 30 days",
    },
    {
      facts: { state: "missing", count: 0 },
      mark: "ok",
      says: "are kept in /s/hexai/conversations; ",
    },
    { facts: { notKept: "HEXAI_NO_LOG" }, mark: "ok", says: "because HEXAI_NO_LOG is set; in /s" },
    {
      facts: { notKept: "history.enabled", count: 0 },
      mark: "ok",
      says: "history.enabled is false",
    },
    { facts: { dir: undefined }, mark: "fail", says: "there is no place" },
    { facts: { state: "unsafe" }, mark: "fail", says: "is not yours alone" },
    { facts: { writeError: "EROFS" }, mark: "fail", says: "(EROFS), so no conversation is kept" },
  ])("says $says", ({ facts, mark, says }, { expect }) => {
    expect(conversationFindings({ ...KEPT, ...facts })).toEqual([
      expect.objectContaining({ mark, text: expect.stringContaining(says) }),
    ]);
  });
});
