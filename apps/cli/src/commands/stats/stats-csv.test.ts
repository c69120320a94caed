import { describe, it } from "vitest";

import { fakeReport } from "../../testing/fake-snapshot.ts";
import { statsCsv } from "./stats-csv.ts";

describe("statsCsv", () => {
  it("has a head and one record per model, with line ends as RFC 4180 has them", ({ expect }) => {
    const report = fakeReport({ a: { reqs: 90, sent: 1200, recv: 5 }, b: { reqs: 30 } });

    expect(statsCsv(report)).toBe(
      [
        "provider,model,requests,rpm,sent_bytes,received_bytes,share,input_tokens,cached_tokens,cache_write_tokens,output_tokens,reasoning_tokens,token_reqs,cost_usd,cost_reqs",
        '"openai","a",90,1.5,1200,5,0.75,,,,,,0,,0',
        '"openai","b",30,0.5,0,0,0.25,,,,,,0,,0',
        "",
      ].join("\r\n"),
    );
  });

  it.for([
    { model: 'say "a", b', field: '"say ""a"", b"', why: "quotes and commas stay in the field" },
    { model: "a\r\nb", field: '"a\r\nb"', why: "so do line ends" },
    { model: '=HYPERLINK("x")', field: '"\'=HYPERLINK(""x"")"', why: "no formula" },
    { model: "+1", field: '"\'+1"', why: "no sum" },
    { model: "-1", field: '"\'-1"', why: "no difference" },
    { model: "@SUM(A1)", field: '"\'@SUM(A1)"', why: "no function" },
    { model: "\t=1", field: '"\'\t=1"', why: "no formula behind a tab" },
    { model: "\uff1d1", field: '"\'\uff1d1"', why: "no formula in full width" },
    { model: "a\u001b[2J\u202eb", field: '"a␛[2J�b"', why: "nothing that a terminal obeys" },
    { model: "a=b", field: '"a=b"', why: "an equals sign inside is harmless" },
  ])("writes $field: $why", ({ model, field }, { expect }) => {
    expect(statsCsv(fakeReport({ [model]: { reqs: 1 } }))).toContain(`"openai",${field},1,`);
  });

  it("is only a head when nothing was asked", ({ expect }) => {
    expect(statsCsv(fakeReport({}))).toMatch(/^provider,.*\r\n$/u);
  });
});
