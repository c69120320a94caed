import { describe, it } from "vitest";

import { clientProfile } from "./client-profile.ts";

describe("clientProfile", () => {
  it.for([
    { offered: undefined, chosen: "utf-16", why: "old clients know no other" },
    { offered: ["utf-16"], chosen: "utf-16", why: "Visual Studio Code accepts nothing else" },
    { offered: ["utf-8", "utf-32", "utf-16"], chosen: "utf-8", why: "Helix prefers it" },
    { offered: ["utf-32", "utf-16"], chosen: "utf-32", why: "the client's order counts" },
    { offered: ["utf-7", "utf-32"], chosen: "utf-32", why: "unknown ones are passed over" },
    { offered: ["utf-7"], chosen: "utf-16", why: "the protocol's default is always allowed" },
  ])("counts in $chosen when $offered is offered: $why", ({ offered, chosen }, { expect }) => {
    const general = offered === undefined ? {} : { positionEncodings: offered };

    expect(clientProfile({ general }).encoding).toBe(chosen);
  });

  it("expects nothing of a client that says nothing", ({ expect }) => {
    expect(clientProfile({})).toMatchObject({
      encoding: "utf-16",
      checksVersions: false,
      showsProgress: false,
      createsFiles: false,
      showsDocuments: false,
      listsCodeActions: false,
      marksGenerated: false,
    });
  });

  it("believes a client what it can do", ({ expect }) => {
    const profile = clientProfile({
      workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } },
      window: { workDoneProgress: true, showDocument: { support: true } },
      textDocument: {
        codeAction: {
          codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
          tagSupport: { valueSet: [1] },
        },
      },
    });

    expect(profile).toMatchObject({
      checksVersions: true,
      showsProgress: true,
      createsFiles: true,
      showsDocuments: true,
      listsCodeActions: true,
      marksGenerated: true,
    });
  });

  it("knows that a Neovim creates files and checks versions, though it announces only the one", ({
    expect,
  }) => {
    const workspace = { workspaceEdit: { resourceOperations: ["create" as const] } };

    expect(clientProfile({ workspace }, { name: "Neovim", version: "0.7.2" })).toMatchObject({
      createsFiles: true,
      checksVersions: true,
      streamsEdits: false,
    });
  });
});
