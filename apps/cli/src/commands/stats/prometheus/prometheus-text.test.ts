import { describe, it } from "vitest";

import { fakeReport } from "../../../testing/fake-snapshot.ts";
import { prometheusText } from "./prometheus-text.ts";

const TOKENS = { input: 5, output: 7, cached: 2, reqs: 3, inputReqs: 3, outputReqs: 3 };
const REPORT = fakeReport(
  { "gpt-4.1": { reqs: 4, sent: 8, recv: 9, tokens: TOKENS }, 'a\\b"c\nd\ud800': { reqs: 1 } },
  {
    costOf: (groups) =>
      groups[0]?.model === "gpt-4.1" ? { usd: 0.25, reqs: 2 } : { usd: undefined, reqs: 0 },
  },
);

describe("prometheusText", () => {
  it("has a gauge for every figure, and no sample for what is not known", ({ expect }) => {
    const text = prometheusText(REPORT, "me");

    const where = '{user="me",provider="openai",model="gpt-4.1",program=""}';
    expect(text.split("\n").filter((line) => line.includes("gpt-4.1"))).toEqual([
      `hexai_window_requests${where} 4`,
      `hexai_window_requests_with_tokens${where} 3`,
      `hexai_window_requests_with_cost${where} 2`,
      `hexai_window_sent_bytes${where} 8`,
      `hexai_window_received_bytes${where} 9`,
      `hexai_window_input_tokens${where} 5`,
      `hexai_window_cached_tokens${where} 2`,
      `hexai_window_output_tokens${where} 7`,
      `hexai_window_cost_usd${where} 0.25`,
    ]);
    expect(text).toContain('hexai_window_seconds{user="me"} 3600\n');
    expect(text).toContain(String.raw`model="a\\b\"c\nd` + '\ufffd"');
    expect(text.endsWith("# EOF\n")).toBe(true);
    expect(text).not.toContain("gen_ai");
  });

  it("says the same of each name whatever was used", ({ expect }) => {
    expect(comments(prometheusText(fakeReport({}), "you"))).toEqual(
      comments(prometheusText(REPORT, "me")),
    );
  });

  it("has nothing in it that a terminal obeys", ({ expect }) => {
    const text = prometheusText(
      fakeReport({ "a\u001b[31mb\u0007\0\u202ec": { reqs: 1 } }),
      "me\u009b2J",
    );

    expect(text).toContain('user="me�2J"');
    expect(text).toContain('model="a␛[31mb␇␀�c"');
  });

  it("makes one series of names that differ only in what cannot be written", ({ expect }) => {
    const text = prometheusText(fakeReport({ "\ud800": { reqs: 1 }, "\udbff": { reqs: 2 } }), "me");

    expect(text.match(/^hexai_window_requests\{.*$/gmu)).toEqual([expect.stringMatching(/ 3$/u)]);
  });
});

function comments(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.startsWith("#"));
}
