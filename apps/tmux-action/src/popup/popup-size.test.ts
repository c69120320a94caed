import { attachTmux, startTmux } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

import { popupSizeOf } from "./popup-size.ts";

describe("popupSizeOf", () => {
  it.for([
    { asked: ["60%", "50%"], client: [200, 50], size: "120 25", why: "a share" },
    { asked: ["60%", "50%"], client: [80, 24], size: "72 18", why: "a share that is too little" },
    { asked: ["60%", "50%"], client: [40, 12], size: "40 12", why: "all that there is" },
    { asked: ["100%", "100%"], client: [131, 37], size: "131 37", why: "the whole" },
    { asked: ["30", "8"], client: [200, 50], size: "30 8", why: "cells" },
    { asked: ["300", "80"], client: [200, 50], size: "200 50", why: "more cells than there are" },
  ])("is $size on $client for $asked: $why", async ({ asked, client, size }, { expect }) => {
    const [asksWidth = "", asksHeight = ""] = asked;
    const [columns = 0, rows = 0] = client;
    const inner = await startTmux({ columns, rows });
    onTestFinished(() => inner.stop());
    const outer = await attachTmux(inner, { columns, rows });
    onTestFinished(() => outer.stop());
    await expect.poll(() => inner.tmux("list-clients")).toContain(`${columns}x${rows}`);

    const { width, height } = popupSizeOf({ width: asksWidth, height: asksHeight });

    expect(await inner.tmux("display-message", "-p", `${width} ${height}`)).toBe(`${size}\n`);
  });
});
