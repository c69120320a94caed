import * as fc from "fast-check";
import stringWidth from "fast-string-width";
import { describe, it } from "vitest";

import { formatGlobalStatsStatusColored } from "./format-global-stats-status-colored.ts";
import { formatTarget } from "./sanitize-name.ts";
import type { StatusOptions } from "./status-options.ts";
import { drawnText } from "./testing/drawn-text.ts";
import { snapshotOf } from "./testing/snapshot-of.ts";

const SIGMA = "Σ@1h reqs=123 rpm=4.2 ↑1.2MB ↓3.4MB";
const TAIL = " | openai:gpt-4.1 reqs=80 rpm=1.3";
const EMPTY = {
  global: { reqs: 0, sent: 0, recv: 0 },
  providers: new Map(),
  rpm: 0,
  windowSeconds: 3600,
};
const LONG = "m".repeat(200);

describe("formatGlobalStatsStatusColored", () => {
  it.for<{ options: StatusOptions; line: string; why: string }>([
    { options: {}, line: `${SIGMA}${TAIL}`, why: "all there is" },
    { options: { busy: true }, line: `⏳ ${SIGMA}${TAIL}`, why: "a request is under way" },
    { options: { busy: false, narrow: false }, line: `${SIGMA}${TAIL}`, why: "nothing asked for" },
    { options: { narrow: true }, line: SIGMA, why: "narrow" },
    { options: { narrow: true, busy: true }, line: `⏳ ${SIGMA}`, why: "narrow and busy" },
    {
      options: { theme: "white-on-purple" },
      line: `#[fg=white,bg=colour55]${SIGMA}${TAIL}#[default]`,
      why: "one style from the first cell to the last",
    },
    {
      options: { theme: "by", busy: true, narrow: true },
      line: `#[fg=black,bg=yellow]⏳ ${SIGMA}#[default]`,
      why: "a theme by its short name",
    },
    {
      options: { theme: "blue", fg: "#FFAA00", bg: "colour236" },
      line: `#[fg=#ffaa00,bg=colour236]${SIGMA}${TAIL}#[default]`,
      why: "explicit colours win",
    },
    {
      options: { theme: "blue", fg: "]#(touch x)" },
      line: `#[fg=white,bg=blue]${SIGMA}${TAIL}#[default]`,
      why: "what is no colour is ignored",
    },
    { options: { theme: "nope" }, line: `${SIGMA}${TAIL}`, why: "what is no theme is ignored" },
    {
      options: { theme: "wb", maxWidth: 10 },
      line: "#[fg=white,bg=blue]Σ@1h reqs…#[default]",
      why: "markup takes no cells and is never cut",
    },
  ])("says $line: $why", ({ options, line }, { expect }) => {
    const snapshot = snapshotOf("openai", "gpt-4.1");

    expect(formatGlobalStatsStatusColored(snapshot, "openai", "gpt-4.1", options)).toBe(line);
  });

  it.for([
    { maxWidth: 68, line: `${SIGMA}${TAIL}`, why: "it fits to the cell" },
    { maxWidth: 67, line: SIGMA, why: "the part about the model goes first" },
    { maxWidth: 35, line: SIGMA, why: "Σ fits to the cell" },
    { maxWidth: 34, line: "Σ@1h reqs=123 rpm=4.2 ↑1.2MB ↓3.4…", why: "then it is cut" },
    { maxWidth: 6, line: "Σ@1h …", why: "and cut" },
    { maxWidth: 1, line: "…", why: "to the last cell" },
    { maxWidth: 0, line: `${SIGMA}${TAIL}`, why: "0 sets no limit" },
    { maxWidth: -3, line: `${SIGMA}${TAIL}`, why: "no limit either" },
    { maxWidth: Number.NaN, line: `${SIGMA}${TAIL}`, why: "no number, no limit" },
    { maxWidth: undefined, line: `${SIGMA}${TAIL}`, why: "not asked for" },
  ])("says $line in $maxWidth cells: $why", ({ maxWidth, line }, { expect }) => {
    const snapshot = snapshotOf("openai", "gpt-4.1");

    expect(formatGlobalStatsStatusColored(snapshot, "openai", "gpt-4.1", { maxWidth })).toBe(line);
  });

  it("counts the sign of a request under way", ({ expect }) => {
    const snapshot = snapshotOf("openai", "gpt-4.1");
    const at = (maxWidth: number): string =>
      formatGlobalStatsStatusColored(snapshot, "openai", "gpt-4.1", { busy: true, maxWidth });

    expect(at(71)).toBe(`⏳ ${SIGMA}${TAIL}`);
    expect(at(70)).toBe(`⏳ ${SIGMA}`);
    expect(at(37)).toBe("⏳ Σ@1h reqs=123 rpm=4.2 ↑1.2MB ↓3.4…");
    expect(at(2)).toBe("…");
  });

  it.for([
    { provider: "", model: "gpt-4.1", why: "no provider" },
    { provider: "openai", model: "", why: "no model" },
    { provider: "openai", model: "\n\u001B\u202E", why: "a model without a visible character" },
  ])("says Σ alone: $why", ({ provider, model }, { expect }) => {
    const line = formatGlobalStatsStatusColored(snapshotOf(provider, model), provider, model);

    expect(line).toBe(SIGMA);
  });

  it.for([
    { name: "日本語", drawn: "日本語", why: "CJK" },
    { name: "👩‍💻🙂", drawn: "👩‍💻🙂", why: "emoji" },
    { name: LONG, drawn: LONG, why: "200 characters, whole while there is no limit" },
    { name: "#(touch x)", drawn: "###[](touch x)", why: "a command" },
    { name: "#[fg=red]x", drawn: "###[][fg=red]x", why: "a style" },
    { name: "#{pane_id}#S", drawn: "###[]{pane_id}###[]S", why: "variables" },
    { name: "%H%%", drawn: "%#[]H%#[]%#[]", why: "conversions of strftime" },
    { name: "a\nb\r\u2028c", drawn: "abc", why: "newlines" },
    { name: "\u001B[31mred", drawn: "[31mred", why: "an escape character" },
    { name: "__proto__", drawn: "__proto__", why: "a name like any other" },
  ])("draws $name literally: $why", ({ name, drawn }, { expect }) => {
    expect(formatGlobalStatsStatusColored(snapshotOf("p", name), "p", name)).toBe(
      `${SIGMA} | p:${drawn} reqs=80 rpm=1.3`,
    );
    expect(formatGlobalStatsStatusColored(snapshotOf(name, "m"), name, "m")).toBe(
      `${SIGMA} | ${drawn}:m reqs=80 rpm=1.3`,
    );
  });

  it("leaves a name of 200 characters out before it cuts anything", ({ expect }) => {
    const line = formatGlobalStatsStatusColored(snapshotOf("p", LONG), "p", LONG, {
      maxWidth: 200,
    });

    expect(line).toBe(SIGMA);
  });

  it("measures CJK and emoji names in cells", ({ expect }) => {
    const snapshot = snapshotOf("日本", "🙂");
    const at = (maxWidth: number): string =>
      formatGlobalStatsStatusColored(snapshot, "日本", "🙂", { maxWidth });

    expect(at(61)).toBe(`${SIGMA} | 日本:🙂 reqs=80 rpm=1.3`);
    expect(at(60)).toBe(SIGMA);
  });

  it("is all zeros for an empty snapshot", ({ expect }) => {
    expect(formatGlobalStatsStatusColored(EMPTY, "openai", "gpt-4.1")).toBe(
      "Σ@1h reqs=0 rpm=0.0 ↑0B ↓0B | openai:gpt-4.1 reqs=0 rpm=0.0",
    );
  });

  it("knows no rate over a window of no length", ({ expect }) => {
    const snapshot = { ...snapshotOf("openai", "gpt-4.1"), windowSeconds: 0 };

    expect(formatGlobalStatsStatusColored(snapshot, "openai", "gpt-4.1")).toBe(
      "Σ@0s reqs=123 rpm=0.0 ↑1.2MB ↓3.4MB | openai:gpt-4.1 reqs=80 rpm=0.0",
    );
  });

  it("shows what is no amount as zero", ({ expect }) => {
    const snapshot = {
      global: { reqs: -1, sent: Number.NaN, recv: Number.POSITIVE_INFINITY },
      providers: new Map(),
      rpm: Number.NaN,
      windowSeconds: Number.NaN,
    };

    expect(formatGlobalStatsStatusColored(snapshot, "", "")).toBe("Σ@0s reqs=0 rpm=0.0 ↑0B ↓0B");
  });

  it("says as much as fits at every width from 1 to 200", ({ expect }) => {
    const model = "模型-🙂-#{x}-%H";
    const whole = `⏳ ${SIGMA} | p:${model} reqs=80 rpm=1.3`;

    for (let maxWidth = 1; maxWidth <= 200; maxWidth += 1) {
      const options = { busy: true, theme: "wp", maxWidth };
      const drawn = drawnText(
        formatGlobalStatsStatusColored(snapshotOf("p", model), "p", model, options),
      );
      const best = [whole, `⏳ ${SIGMA}`].find((text) => stringWidth(text) <= maxWidth);

      expect(stringWidth(drawn)).toBeLessThanOrEqual(maxWidth);
      expect(drawn).toBe(best ?? `${`⏳ ${SIGMA}`.slice(0, Math.max(0, maxWidth - 2))}…`);
    }
  });

  it("stays within the width, is drawn as meant, and leaves tmux nothing to expand", ({
    expect,
  }) => {
    const name = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.string({
        unit: fc.constantFrom(...Array.from("#%()[]{}@,;:$\"'\\ HSabc\n\u001B日🙂")),
        maxLength: 30,
      }),
    );
    const options = fc.record({
      theme: fc.constantFrom(undefined, "wp", "by", "wb", "nope"),
      fg: fc.option(name, { nil: undefined }),
      bg: fc.constantFrom(undefined, "red", "#00ff00", "colour300"),
      busy: fc.boolean(),
      narrow: fc.boolean(),
      maxWidth: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(name, name, options, (provider, model, wanted) => {
        const line = formatGlobalStatsStatusColored(
          snapshotOf(provider, model),
          provider,
          model,
          wanted,
        );
        const drawn = drawnText(line);
        const meant = `${wanted.busy ? "⏳ " : ""}${SIGMA} | ${formatTarget(provider, model)} reqs=80 rpm=1.3`;
        const unescaped = line.replaceAll("###[]", "").replaceAll(/#\[[a-z0-9=#,]*\]/g, "");

        expect(stringWidth(drawn)).toBeLessThanOrEqual(wanted.maxWidth);
        expect(meant.startsWith(drawn.endsWith("…") ? drawn.slice(0, -1) : drawn)).toBe(true);
        expect(line).not.toMatch(/\p{Control}|%(?!#\[\])/u);
        expect(unescaped).not.toContain("#");
      }),
    );
  });
});
