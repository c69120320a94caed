import { describe, it } from "vitest";

import { formatCachedAnswer, MAX_AGE_MS, parseCachedAnswer } from "./cached-answer.ts";

const AT = 1_000_000;
const ANSWER = { text: "naïve\u0000🙂", sentBytes: 7, recvBytes: 11 };
const FILE = formatCachedAnswer(ANSWER, AT);

describe("parseCachedAnswer", () => {
  it("gives back what was kept, and its age", ({ expect }) => {
    expect(parseCachedAnswer(FILE, AT + 5)).toEqual({ answer: ANSWER, ageMs: 5 });
  });

  it.for([
    { file: FILE, now: AT + MAX_AGE_MS, why: "a day old" },
    { file: FILE, now: AT - 1, why: "of the future" },
    { file: FILE.slice(0, -3), now: AT, why: "cut" },
    { file: FILE.replace("na", "nan"), now: AT, why: "changed" },
    { file: FILE.replace('"version":1', '"version":2'), now: AT, why: "of another version" },
    { file: FILE.replace('"sentBytes":7', '"sentBytes":"7"'), now: AT, why: "of another shape" },
    { file: "null", now: AT, why: "no object" },
    { file: "", now: AT, why: "empty" },
  ])("ignores one that is $why", ({ file, now }, { expect }) => {
    expect(parseCachedAnswer(file, now)).toBeUndefined();
  });
});
