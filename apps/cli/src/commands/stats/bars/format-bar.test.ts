import { displayWidth } from "@hexai/terminal/text";
import * as fc from "fast-check";
import { describe, it } from "vitest";

import { fakeReport } from "../../../testing/fake-snapshot.ts";
import { barText } from "./bar-text.ts";
import { formatBar } from "./format-bar.ts";
import { parseTemplate, TEMPLATE_NAMES, type Template } from "./template.ts";

const SETTINGS = { show: ["requests"], budgetUsd: undefined };
const HOSTILE = "%{A1:touch x:}gpt%{A}`id`$(id)#(id)<action=`id`>^ca(1,id)\u202e\u0007\n<b>&";
const FORMATS = ["plain", "waybar", "i3bar"] as const;

/** What a bar or a shell takes for the beginning of a command. */
const COMMAND = /[%$#][({[]|`|\^[a-z]|<|\p{Cc}|[\u202a-\u202e\u2066-\u2069]/iu;

describe("barText", () => {
  it.for([
    ["%{A1:touch x:}gpt%{A}", "% {A1:touch x:}gpt% {A}"],
    ["`id` $(id) ${x} #(id) #[fg=red]", "'id' $ (id) $ {x} # (id) # [fg=red]"],
    ["<action=x>a</action> ^ca(1,x)", "‹action=x›a‹/action› ^ ca(1,x)"],
    ["100% $5 #1 a^2", "100% $5 #1 a^2"],
  ] as const)("makes %s %s", ([text, harmless], { expect }) => {
    expect(barText(text)).toBe(harmless);
  });

  it("is harmless and at most 200 cells wide, whatever the name", ({ expect }) => {
    const piece = fc.constantFrom(
      "%",
      "{",
      "$",
      "(",
      "`",
      "#",
      "[",
      "<",
      "^",
      "a",
      "日",
      "\u202e",
      "\n",
      "\u0000",
      " ",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 300 }),
        (pieces) => {
          const text = barText(pieces.join(""));

          expect(text).not.toMatch(COMMAND);
          expect(displayWidth(text)).toBeLessThanOrEqual(200);
        },
      ),
    );
  });
});

describe("formatBar", () => {
  it.for(FORMATS)("obeys no name as %s", (format, { expect }) => {
    const report = fakeReport({ [HOSTILE]: { reqs: 3 } });

    const line = formatBar(format, report, SETTINGS);

    const texts = format === "plain" ? [line] : Object.values(JSON.parse(line)).map(String);
    for (const text of texts.flatMap((each) => each.split("\n"))) {
      expect(text).not.toMatch(COMMAND);
    }
    expect(line).not.toContain("\n");
  });

  it.for([...FORMATS])(
    "is short as %s, also with marks that take no cell",
    (format, { expect }) => {
      const report = fakeReport({
        [`e${"\u0301".repeat(10_000)}`]: { reqs: 3 },
        ["é日".repeat(500)]: { reqs: 2 },
      });

      expect(Buffer.byteLength(formatBar(format, report, SETTINGS))).toBeLessThan(4000);
    },
  );

  it("gives waybar what its module shows, with the markup of Pango escaped", ({ expect }) => {
    const report = fakeReport(
      { "a&b": { reqs: 3 }, c: { reqs: 1 } },
      { costOf: () => ({ usd: 1.7, reqs: 4 }) },
    );

    expect(JSON.parse(formatBar("waybar", report, { ...SETTINGS, budgetUsd: 2 }))).toEqual({
      text: "Σ@1h reqs=4 rpm=0.1 ↑0B ↓0B",
      tooltip: "last 1h\nopenai:a&amp;b: 3 requests, $1.70\nopenai:c: 1 request, $1.70",
      alt: "warning",
      class: "warning",
      percentage: 85,
    });
  });

  it("hides the module of waybar when there is nothing to show", ({ expect }) => {
    expect(formatBar("waybar", fakeReport({}), SETTINGS)).toBe("");
  });

  it.for([
    [0.5, undefined, false],
    [0.8, "#ffff00", false],
    [1, "#ff0000", true],
  ] as const)(
    "colours a block of i3bar at %d of the budget",
    ([usd, color, urgent], { expect }) => {
      const report = fakeReport({ m: { reqs: 1 } }, { costOf: () => ({ usd, reqs: 1 }) });
      const block = JSON.parse(formatBar("i3bar", report, { ...SETTINGS, budgetUsd: 1 }));

      expect([block.color, block.urgent, block.markup]).toEqual([color, urgent, undefined]);
    },
  );

  it.for([
    [["requests"], "Σ 1"],
    [["tokens"], "Σ 10/2"],
    [["requests", "cost"], "Σ 1 $0.50"],
    [["requests", "tokens", "cost"], "Σ 1 10/2 $0.50"],
  ] as const)("has i3bar show %o in a full bar, too", ([show, text], { expect }) => {
    const tokens = { input: 10, output: 2, reqs: 1, inputReqs: 1, outputReqs: 1 };
    const report = fakeReport(
      { m: { reqs: 1, tokens } },
      { costOf: () => ({ usd: 0.5, reqs: 1 }) },
    );

    const block = JSON.parse(formatBar("i3bar", report, { show, budgetUsd: undefined }));

    expect(block.short_text).toBe(text);
  });

  it.for([
    [0, "0"],
    [0.000_001_2, "0.0000012"],
    [1.999_999_9, "2"],
    [0.123_456, "0.1235"],
    [1e15, "1000000000000000"],
    [undefined, "?"],
  ] as const)("writes a cost of %d into a template as %s", ([usd, text], { expect }) => {
    const report = fakeReport({ m: { reqs: 4 } }, { costOf: () => ({ usd, reqs: 4 }) });

    expect(formatBar(templateOf("{{cost_usd}}"), report, SETTINGS)).toBe(text);
  });

  it("fills a template with every name", ({ expect }) => {
    const tokens = { input: 5, output: 7, cached: 2, reqs: 3, inputReqs: 3, outputReqs: 3 };
    const report = fakeReport(
      { m: { reqs: 4, sent: 8, recv: 9, tokens } },
      { costOf: () => ({ usd: 1.25, reqs: 2 }) },
    );
    const text = TEMPLATE_NAMES.map((name) => `{{ ${name} }}`).join("|");

    expect(formatBar(templateOf(text), report, SETTINGS)).toBe(
      "4|0.0667|8|9|5|2|?|7|?|3|1.25|2|3600",
    );
    expect(formatBar(templateOf("a\nb {{reqs}}%{F-}"), report, SETTINGS)).toBe("a b 4%{F-}");
  });
});

function templateOf(text: string): Template {
  const parsed = parseTemplate(text);
  return parsed.ok ? parsed.template : { parts: [] };
}
