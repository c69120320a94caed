import { describe, it } from "vitest";

import { usage } from "../testing/events.ts";
import { encodeStatsFile, parseStatsFile } from "./stats-file.ts";

const EVENT = { ts: "2026-11-23T18:39:59.871Z", provider: "openai", model: "m", sent: 1, recv: 2 };
const AT = Date.UTC(2026, 10, 23, 18, 39, 59, 871);

describe("encodeStatsFile", () => {
  it("writes version 1 as the specification shows it", ({ expect }) => {
    const events = [usage({ at: AT, model: "gpt-4.1", sent: 1234, recv: 5678 })];

    const { text } = encodeStatsFile(
      { events, unknown: {} },
      Date.UTC(2026, 10, 23, 18, 40, 0, 123),
      3600,
    );

    expect(text).toBe(
      '{"version":1,"updated_at":"2026-11-23T18:40:00.123Z","window_seconds":3600,"events":[' +
        '{"ts":"2026-11-23T18:39:59.871Z","provider":"openai","model":"gpt-4.1","sent":1234,"recv":5678}]}',
    );
  });

  it("gives back what was read, fields of other versions included", ({ expect }) => {
    const read = { version: 1, note: "x", events: [{ ...EVENT, count: 3, tokens: 7 }] };

    const file = parseStatsFile(JSON.stringify(read));

    expect(file).toBeDefined();
    expect(file && JSON.parse(encodeStatsFile(file, AT, 60).text)).toEqual({
      ...read,
      updated_at: EVENT.ts,
      window_seconds: 60,
    });
  });

  it("keeps the events where what other versions added is nested too deeply to be written", ({
    expect,
  }) => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const event = JSON.stringify({ ...EVENT, count: 3 });
    const file = parseStatsFile(`{"version":1,"note":${deep},"events":[${event}]}`);

    const { text } = encodeStatsFile(file ?? { events: [], unknown: {} }, AT, 60);

    const { note, ...others } = JSON.parse(text);
    // Since Node 26 nothing is nested too deeply: JSON.stringify does not use the stack any more.
    expect(note === undefined || text.includes(deep)).toBe(true);
    expect(others).toEqual({
      version: 1,
      updated_at: EVENT.ts,
      window_seconds: 60,
      events: [{ ...EVENT, count: 3 }],
    });
  });
});

describe("encodeStatsFile", () => {
  it.for([
    { at: AT, why: "a time of ours" },
    { at: AT + 0.5, why: "a clock with fractions" },
    { at: -1e15, why: "a time before the year 0" },
    { at: 1e15, why: "a time after the year 9999" },
  ])("tells what decoding gives: $why", ({ at }, { expect }) => {
    const events = [usage({ at, tokens: { input: 5 } }), usage({ at, count: 2 })];

    const { text, file } = encodeStatsFile({ events, unknown: { note: 1 } }, at, 60);

    expect(parseStatsFile(text)).toEqual({
      ...file,
      events: file.events.map(({ at: time, stored }) => ({ at: time, stored })),
    });
    expect(encodeStatsFile(file, at, 60)).toEqual({ text, file });
  });
});

describe("parseStatsFile", () => {
  it.for([
    { ts: "2026-11-23T18:39:59.871123456Z", why: "nine digits" },
    { ts: "2026-11-23T19:39:59.871+01:00", why: "an offset" },
    { ts: "2026-11-23T13:09:59.871000000-05:30", why: "both" },
  ])("reads $ts: $why", ({ ts }, { expect }) => {
    expect(eventsOf([{ ...EVENT, ts }]).map((event) => event.at)).toEqual([AT]);
  });

  it("reads a time without a fraction", ({ expect }) => {
    expect(eventsOf([{ ...EVENT, ts: "2026-11-23T18:39:59Z" }])[0]?.at).toBe(AT - 871);
  });

  it.for([
    ["a number", 1],
    ["null", null],
    ["a list", []],
    ["no fields", {}],
    ["a time that is none", { ...EVENT, ts: "yesterday" }],
    ["a date without a time", { ...EVENT, ts: "2026-11-23" }],
    ["a thirteenth month", { ...EVENT, ts: "2026-13-23T18:39:59Z" }],
    ["a time as a number", { ...EVENT, ts: 5 }],
    ["no model", { ...EVENT, model: undefined }],
    ["a provider that is a number", { ...EVENT, provider: 1 }],
    ["negative bytes", { ...EVENT, sent: -1 }],
    ["half a byte", { ...EVENT, recv: 0.5 }],
    ["bytes as text", { ...EVENT, recv: "2" }],
    ["a count of none", { ...EVENT, count: 0 }],
  ] as const)("skips an event that is or has %s, and keeps the rest", ([, event], { expect }) => {
    const file = parseStatsFile(JSON.stringify({ version: 1, events: [event, EVENT] }));

    expect(file?.events).toHaveLength(1);
    expect(file?.skipped).toBe(1);
  });

  it("keeps hostile names apart", ({ expect }) => {
    const models = ["__proto__", "constructor", "", "\u0000", "\ud800"];

    const events = eventsOf(models.map((model) => ({ ...EVENT, model })));

    expect(events.map((event) => event.stored.model)).toEqual(models);
  });

  it.for([
    "",
    " ",
    "{",
    '{"version":1,"events":[',
    "\0\0\0\0",
    "null",
    "[]",
    "5",
    '{"events":[]}',
    '{"version":99,"events":[]}',
    '{"version":"1","events":[]}',
    '{"version":1}',
    '{"version":1,"events":{}}',
  ])("does not take %j for a file of version 1", (text, { expect }) => {
    expect(parseStatsFile(text)).toBeUndefined();
  });
});

function eventsOf(events: readonly unknown[]) {
  return parseStatsFile(JSON.stringify({ version: 1, events }))?.events ?? [];
}
