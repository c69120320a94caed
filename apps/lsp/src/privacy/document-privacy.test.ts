import { describe, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";

import { createDocumentPrivacy } from "./document-privacy.ts";

const SECRET = "file:///a/.env";
const REASON = ".env is not sent to any model, because it may hold secrets";

describe("createDocumentPrivacy", () => {
  it("tells the user once about an open document", async ({ expect }) => {
    const { privacy, messages } = opened(SECRET, "KEY=1");

    await privacy.blockedReason(SECRET);
    const reason = await privacy.blockedReason(SECRET);

    expect(reason).toBe(REASON);
    expect(messages).toEqual([`Hexai: ${REASON}`]);
  });

  it("says nothing about a document that was only looked at for another one", async ({
    expect,
  }) => {
    const { privacy, messages } = opened("file:///a/b.ts", "");

    await expect(privacy.blockedReason(SECRET)).resolves.toBe(REASON);

    expect(messages).toEqual([]);
  });

  it("leaves the message to a caller that shows the reason", async ({ expect }) => {
    const { privacy, messages } = opened(SECRET, "KEY=1");

    await privacy.blockedReason(SECRET, { callerShows: true });
    await privacy.blockedReason(SECRET);

    expect(messages).toEqual([]);
  });

  it("says nothing when the settings turn it off", async ({ expect }) => {
    const { privacy, messages, settings } = opened(SECRET, "KEY=1");
    settings.lsp_notify_ignored = false;

    await expect(privacy.blockedReason(SECRET)).resolves.toBe(REASON);

    expect(messages).toEqual([]);
  });

  it("passes on how long an open document is, which may not be saved", async ({ expect }) => {
    const { privacy, lengths } = opened("untitled:a", "x".repeat(70));

    await privacy.blockedReason("untitled:a");
    await privacy.blockedReason("untitled:b");

    expect(lengths).toEqual([70, undefined]);
  });

  it.for([
    { uri: "git:/a/.env?ref", reason: REASON, why: "it was a secret in an old commit too" },
    { uri: "untitled:.env", reason: REASON, why: "it is going to be a secret" },
    { uri: "untitled:Untitled-1", reason: undefined, why: "it is in no file" },
    {
      uri: "nonsense",
      reason: "a document without a readable address is not sent to any model",
      why: "nobody knows what it is",
    },
  ])("judges $uri by its path: $why", async ({ uri, reason }, { expect }) => {
    const { privacy } = opened("file:///a/b.ts", "");

    await expect(privacy.blockedReason(uri)).resolves.toBe(reason);
  });

  it("loads the filter once", async ({ expect }) => {
    const { privacy, loads } = opened(SECRET, "");

    await Promise.all([privacy.blockedReason(SECRET), privacy.blockedReason("file:///a/b.ts")]);

    expect(loads()).toBe(1);
  });
});

function opened(uri: string, text: string) {
  const document = TextDocument.create(uri, "plaintext", 1, text);
  const messages: string[] = [];
  const lengths: (number | undefined)[] = [];
  const settings = { gitignore: true, extra_patterns: [], lsp_notify_ignored: true };
  let loads = 0;
  const privacy = createDocumentPrivacy({
    loadFilter() {
      loads += 1;
      return Promise.resolve({
        blockedReason(path: string, length?: number) {
          lengths.push(length);
          return path.endsWith(".env") ? REASON : undefined;
        },
      });
    },
    documents: { get: (asked) => (asked === uri ? document : undefined) },
    settings: () => settings,
    notify: (message) => messages.push(message),
  });
  return { privacy, messages, lengths, settings, loads: () => loads };
}
