import { describe, it } from "vitest";

import { cacheDirIn } from "./default-cache-dir.ts";

describe("cacheDirIn", () => {
  it.for([
    { cacheHome: "/c", home: "/h", dir: "/c/hexai", why: "XDG_CACHE_HOME comes first" },
    { cacheHome: undefined, home: "/h", dir: "/h/.cache/hexai", why: "unset" },
    { cacheHome: "", home: "/h", dir: "/h/.cache/hexai", why: "empty counts as unset" },
    { cacheHome: "  ", home: "/h", dir: "/h/.cache/hexai", why: "blank counts as unset" },
    { cacheHome: "c", home: "/h", dir: "/h/.cache/hexai", why: "relative counts as unset" },
    { cacheHome: "/c", home: "", dir: "/c/hexai", why: "no home is needed then" },
    { cacheHome: undefined, home: "", dir: undefined, why: "neither is known" },
    { cacheHome: "../c", home: "h", dir: undefined, why: "a relative home is none" },
  ])("gives $dir for ($cacheHome, $home): $why", ({ cacheHome, home, dir }, { expect }) => {
    expect(cacheDirIn(cacheHome, home)).toBe(dir);
  });
});
