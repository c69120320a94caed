import { describe, it } from "vitest";

import { popupSizeOf } from "./popup-size.ts";

describe("popupSizeOf", () => {
  it.for([
    { asked: ["60%", "50%"], client: [200, 50], size: ["120", "25"], why: "a share" },
    {
      asked: ["60%", "50%"],
      client: [80, 24],
      size: ["72", "18"],
      why: "a share that is too little",
    },
    { asked: ["60%", "50%"], client: [40, 12], size: ["40", "12"], why: "all that there is" },
    { asked: ["30", "8"], client: [200, 50], size: ["30", "8"], why: "cells" },
    {
      asked: ["300", "80"],
      client: [200, 50],
      size: ["200", "50"],
      why: "more cells than there are",
    },
  ])("is $size on $client for $asked: $why", ({ asked, client, size }, { expect }) => {
    const [width = "", height = ""] = asked;
    const [columns = 0, rows = 0] = client;

    const popup = popupSizeOf({ width, height }, { columns, rows });

    expect([popup.width, popup.height]).toEqual(size);
  });
});
