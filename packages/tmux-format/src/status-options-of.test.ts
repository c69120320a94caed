import { describe, it } from "vitest";

import { statusOptionsOf } from "./status-options-of.ts";

describe("statusOptionsOf", () => {
  it("enables a plain line in an empty environment", ({ expect }) => {
    expect(statusOptionsOf({})).toEqual({
      enabled: true,
      theme: undefined,
      fg: undefined,
      bg: undefined,
      narrow: false,
      maxWidth: undefined,
    });
  });

  it("reads every variable", ({ expect }) => {
    const env = {
      HEXAI_TMUX_STATUS: "1",
      HEXAI_TMUX_STATUS_THEME: "purple",
      HEXAI_TMUX_STATUS_FG: "red",
      HEXAI_TMUX_STATUS_BG: "colour9",
      HEXAI_TMUX_STATUS_NARROW: "1",
      HEXAI_TMUX_STATUS_MAXLEN: " 48 ",
    };

    expect(statusOptionsOf(env)).toEqual({
      enabled: true,
      theme: "purple",
      fg: "red",
      bg: "colour9",
      narrow: true,
      maxWidth: 48,
    });
  });

  it.for([
    { value: "0", enabled: false },
    { value: "off", enabled: false },
    { value: " OFF ", enabled: false },
    { value: "false", enabled: false },
    { value: "no", enabled: false },
    { value: "1", enabled: true },
    { value: "on", enabled: true },
    { value: "", enabled: true },
  ])("takes HEXAI_TMUX_STATUS=$value for enabled: $enabled", ({ value, enabled }, { expect }) => {
    expect(statusOptionsOf({ HEXAI_TMUX_STATUS: value }).enabled).toBe(enabled);
  });

  it.for([
    { value: "1", narrow: true },
    { value: "yes", narrow: true },
    { value: "0", narrow: false },
    { value: "off", narrow: false },
    { value: " ", narrow: false },
  ])("takes _NARROW=$value for narrow: $narrow", ({ value, narrow }, { expect }) => {
    expect(statusOptionsOf({ HEXAI_TMUX_STATUS_NARROW: value }).narrow).toBe(narrow);
  });

  it.for(["", "x", "-5", "4.5", "1e3", "0x10", "48 cells"])(
    "sets no limit for _MAXLEN=%s",
    (value, { expect }) => {
      expect(statusOptionsOf({ HEXAI_TMUX_STATUS_MAXLEN: value }).maxWidth).toBeUndefined();
    },
  );
});
