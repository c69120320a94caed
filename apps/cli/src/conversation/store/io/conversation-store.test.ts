import {
  appendFile,
  chmod,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

import { afterEach, beforeEach, describe, it } from "vitest";

import type { Answer, Message } from "../../message.ts";
import { openConversationLog, RemovedError, UnsafeDirectoryError } from "./conversation-log.ts";
import { readStore, requireReadable } from "./conversation-store.ts";
import { removeConversations, sweepConversations } from "./remove-conversations.ts";

const MODEL = { index: 0, provider: "p", name: "m" };
const LIMITS = { enabled: true, days: 30, max_mb: 50 };

let state: string;
let dir: string;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "hexai-state-"));
  dir = join(state, "hexai/conversations");
});

afterEach(() => rm(state, { recursive: true, force: true }));

describe("a conversation's file", () => {
  it("gets what several writers add, each line whole", async ({ expect }) => {
    const one = await open();
    one.append(question("q1"));
    const other = await open(one.id);

    one.append(answer("a1"));
    other.append(question("q2"));
    one.append(question("q3"));

    expect(idsOf(one.id)).toEqual(["q1", "a1", "q2", "q3"]);
  });

  it("goes on behind a line that is broken", async ({ expect }) => {
    const log = await open();
    log.append(question("q1"));
    await appendFile(pathOf(log.id), '{"id":"half');

    log.append(question("q2"));

    expect(idsOf(log.id)).toEqual(["q1", "q2"]);
  });

  it("is not made again when somebody has removed it", async ({ expect }) => {
    const log = await open();
    log.append(question("q1"));
    removeConversations(dir, [log.id]);

    expect(() => log.append(question("q2"))).toThrow(RemovedError);
    expect(readStore(dir).ids.size).toBe(0);
  });

  it("is not written where others can write", async ({ expect }) => {
    await open();
    await chmod(dir, 0o777);

    await expect(open()).rejects.toThrow(UnsafeDirectoryError);
    expect(readStore(dir)).toMatchObject({ state: "unsafe", ids: new Set() });
  });

  it.for([
    {
      code: "ENOENT",
      why: "a link that leads nowhere",
      make: () => symlink("/nowhere/x", state + "/hexai"),
    },
    { code: "ENOTDIR", why: "a file above it", make: () => writeFile(state + "/hexai", "") },
  ])("says $code where it cannot be made: $why", async ({ code, make }, { expect }) => {
    await make();

    await expect(open()).rejects.toMatchObject({ code });
  });

  it("is made in directories for its owner alone", async ({ expect }) => {
    await open();

    const modes = await Promise.all(
      [join(state, "hexai"), dir].map(async (each) => (await stat(each)).mode & 0o777),
    );
    expect(modes).toEqual([0o700, 0o700]);
  });

  it.skipIf(process.getuid?.() === 0)(
    "says that a directory cannot be read",
    async ({ expect }) => {
      await open();
      await chmod(dir, 0);

      const store = readStore(dir);
      await chmod(dir, 0o700);

      expect(store.state).toBe("unreadable");
      expect(() => requireReadable(store)).toThrow("cannot be read");
    },
  );

  it("has a name that can be read without the rest", async ({ expect }) => {
    const log = await open(undefined, "work");
    log.append(question("q1"));

    expect(readStore(dir).nameOf(log.id)).toBe("work");
  });

  it("is never read through a link", async ({ expect }) => {
    const log = await open();
    log.append(question("q1"));
    await symlink(pathOf(log.id), join(dir, "20261129-160102-link.jsonl"));

    expect(readStore(dir).read("20261129-160102-link")).toBeUndefined();
  });
});

describe("the part of an answer", () => {
  it("is pending while its process runs, and was stopped when that is gone", async ({ expect }) => {
    const log = await open();
    log.append(question("q1"));
    log.keepPart(answer("a1")).write("one tw");
    const part = join(dir, `${log.id}.a1.part`);

    expect(lastOf(log.id)).toMatchObject({ end: "pending", content: "one tw" });
    await writeFile(part, (await readFile(part, "utf8")).replace(/"pid":\d+/u, '"pid":4194305'));
    expect(lastOf(log.id)).toMatchObject({ id: "a1", end: "aborted", content: "one tw" });
  });

  it("stands behind its question, also when others were asked since", async ({ expect }) => {
    const log = await open();
    log.append(question("q1"));
    log.keepPart(answer("a1")).write("one tw");
    log.append({ ...question("q2"), parent: "a1" });
    log.append({ ...answer("a2"), parent: "q2" });

    expect(idsOf(log.id)).toEqual(["q1", "a1", "q2", "a2"]);
  });

  it("does not count beside the whole answer, and is gone with it", async ({ expect }) => {
    const log = await open();
    log.append(question("q1"));
    const part = log.keepPart(answer("a1"));
    part.write("one");
    log.append({ ...answer("a1"), content: "one two" });

    expect(lastOf(log.id)).toMatchObject({ end: "whole", content: "one two" });
    part.end();
    await expect(readFile(join(dir, `${log.id}.a1.part`))).rejects.toThrow("ENOENT");
  });
});

describe("sweepConversations", () => {
  it("removes what was not used for long, with its parts, and keeps the last one", async ({
    expect,
  }) => {
    const old = await open();
    old.append(question("q1"));
    old.keepPart(answer("a1")).write("x");
    const recent = await open();
    recent.append(question("q1"));
    const long = new Date(Date.now() - 31 * 86_400_000);
    await utimes(pathOf(old.id), long, long);

    sweepConversations({ XDG_STATE_HOME: state }, LIMITS, Date.now());

    expect([...readStore(dir).ids]).toEqual([recent.id]);
    await expect(readFile(join(dir, `${old.id}.a1.part`))).rejects.toThrow("ENOENT");
  });

  it("removes what a killed process has left beside pictures, and not what one is writing", async ({
    expect,
  }) => {
    const log = await open();
    log.append(question("q1"));
    const [old, fresh] = [1, 2].map((pid) => join(dir, `${"a".repeat(64)}.picture.${pid}.tmp`));
    await writeFile(old ?? "", "half");
    await writeFile(fresh ?? "", "half");
    const hours = new Date(Date.now() - 2 * 3_600_000);
    await utimes(old ?? "", hours, hours);

    sweepConversations({ XDG_STATE_HOME: state }, LIMITS, Date.now());

    await expect(readFile(old ?? "")).rejects.toThrow("ENOENT");
    await expect(readFile(fresh ?? "", "utf8")).resolves.toBe("half");
  });

  it("does nothing where there is nothing", ({ expect }) => {
    sweepConversations({ XDG_STATE_HOME: state }, LIMITS, Date.now());

    expect(readStore(dir).state).toBe("missing");
  });
});

function open(id?: string, name?: string) {
  return openConversationLog({ env: { XDG_STATE_HOME: state }, id, name });
}

function pathOf(id: string): string {
  return join(dir, `${id}.jsonl`);
}

function idsOf(id: string): readonly string[] {
  return (
    readStore(dir)
      .read(id)
      ?.messages.map((message) => message.id) ?? []
  );
}

function lastOf(id: string): Message | undefined {
  return readStore(dir).read(id)?.messages.at(-1);
}

let seconds = process.pid;

function question(id: string): Message {
  seconds += 1;
  const at = 1_764_432_000_000 + seconds;
  return { id, parent: undefined, at, role: "user", content: id, turn: id, models: [MODEL] };
}

function answer(id: string): Answer {
  return { id, parent: "q1", at: 0, role: "assistant", content: "", end: "whole", model: MODEL };
}
