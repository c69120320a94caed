import { describe, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";

import { createSurfaceGate } from "./create-surface-gate.ts";

const SECRET = "file:///a/.env";
const REASON = ".env is not sent to any model, because it may hold secrets";

describe("createSurfaceGate", () => {
  it("tells once about an open document", async ({ expect }) => {
    const { gate, told } = opened(SECRET, "KEY=1");

    await gate.refusalOf(SECRET);
    const refusal = await gate.refusalOf(SECRET);

    expect(refusal).toBe(REASON);
    expect(told).toEqual([`Hexai: ${REASON}`]);
  });

  it("says nothing about a document that was only looked at for another one", async ({
    expect,
  }) => {
    const { gate, told } = opened("file:///a/b.ts", "");

    await expect(gate.refusalOf(SECRET)).resolves.toBe(REASON);

    expect(told).toEqual([]);
  });

  it("leaves the telling to who was asked for something", async ({ expect }) => {
    const { gate, told } = opened(SECRET, "KEY=1");

    await gate.refusalOf(SECRET, { callerTells: true });
    await gate.refusalOf(SECRET);

    expect(told).toEqual([]);
  });

  it("says nothing when the settings say so", async ({ expect }) => {
    const { gate, told, settings } = opened(SECRET, "KEY=1");
    settings.lsp_notify_ignored = false;

    await expect(gate.refusalOf(SECRET)).resolves.toBe(REASON);

    expect(told).toEqual([]);
  });

  it("keeps a document at home that has grown too large and is not saved", async ({ expect }) => {
    const { gate } = opened("untitled:a", "x".repeat(1024 * 1024 + 1));

    await expect(gate.refusalOf("untitled:a")).resolves.toContain("because it is over 1 MiB");
  });
});

function opened(uri: string, text: string) {
  const document = TextDocument.create(uri, "plaintext", 1, text);
  const told: string[] = [];
  const settings = { gitignore: true, extra_patterns: [], lsp_notify_ignored: true };
  const disk = {
    refusalOf: (asked: string) => Promise.resolve(asked === SECRET ? REASON : undefined),
  };
  const gate = createSurfaceGate(disk, {
    documents: { get: (asked) => (asked === uri ? document : undefined) },
    settings: () => settings,
    tell: (message) => told.push(message),
  });
  return { gate, told, settings };
}
