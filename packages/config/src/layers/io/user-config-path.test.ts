import { describe, it } from "vitest";

import { userConfigPath } from "./user-config-path.ts";

const IN_HOME = "/home/me/.config/hexai/config.toml";

describe("userConfigPath", () => {
  it.for([
    { configHome: "/x", home: "/home/me", path: "/x/hexai/config.toml", why: "it is set" },
    { configHome: "/x/", home: undefined, path: "/x/hexai/config.toml", why: "no home is needed" },
    { configHome: undefined, home: "/home/me", path: IN_HOME, why: "it is not set" },
    { configHome: "", home: "/home/me", path: IN_HOME, why: "it is empty" },
    { configHome: "  ", home: "/home/me", path: IN_HOME, why: "it is blank" },
    { configHome: "x/y", home: "/home/me", path: IN_HOME, why: "it is relative" },
    { configHome: "~/x", home: "/home/me", path: IN_HOME, why: "only a shell knows ~" },
    { configHome: undefined, home: undefined, path: undefined, why: "there is no home" },
    { configHome: "", home: "", path: undefined, why: "both are empty" },
    { configHome: undefined, home: "me", path: undefined, why: "home is relative" },
  ])("is $path for XDG_CONFIG_HOME=$configHome: $why", ({ configHome, home, path }, { expect }) => {
    expect(userConfigPath({ XDG_CONFIG_HOME: configHome, HOME: home })).toBe(path);
  });
});
