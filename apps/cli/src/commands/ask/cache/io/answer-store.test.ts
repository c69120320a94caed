import { execFile } from "node:child_process";
import {
  chmod,
  mkdtemp,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, it, onTestFinished } from "vitest";

import { MAX_AGE_MS } from "../cached-answer.ts";
import type { CacheKey } from "../with-answer-cache.ts";
import { createAnswerStore } from "./answer-store.ts";

const NOW = 2_000_000_000_000;
const QUESTION: CacheKey = {
  provider: "openai",
  model: "gpt-4.1",
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "why" },
  ],
  parameters: { temperature: 0 },
};
const ANSWER = { text: "because", sentBytes: 12, recvBytes: 7 };

describe("createAnswerStore", () => {
  it("finds what another process kept", async ({ expect }) => {
    const { dir, store } = await setUp();

    await store.keep(QUESTION, ANSWER);
    const later = createAnswerStore({ dir, now: () => NOW + 3 });

    await expect(later.find(QUESTION)).resolves.toEqual({ answer: ANSWER, ageMs: 3 });
  });

  it.for<Partial<CacheKey>>([
    { provider: "ollama" },
    { model: "gpt-4o" },
    { messages: [{ role: "user", content: "why" }] },
    { messages: [{ role: "user", content: "Be brief.why" }] },
    { parameters: { temperature: 1 } },
    { parameters: undefined },
  ])("keeps apart what differs in %o", async (change, { expect }) => {
    const { store } = await setUp();

    await store.keep(QUESTION, ANSWER);

    await expect(store.find({ ...QUESTION, ...change })).resolves.toBeUndefined();
  });

  it("lets nobody else read", async ({ expect }) => {
    const { dir, store } = await setUp();

    await store.keep(QUESTION, ANSWER);

    const [name = ""] = await readdir(dir);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(dir, name))).mode & 0o777).toBe(0o600);
  });

  it("leaves one whole file, whoever writes at the same time", async ({ expect }) => {
    const { dir, store } = await setUp();

    await Promise.all(Array.from({ length: 20 }, () => store.keep(QUESTION, ANSWER)));

    expect(await readdir(dir)).toHaveLength(1);
    await expect(store.find(QUESTION)).resolves.toMatchObject({ answer: ANSWER });
  });

  it("takes a damaged file for none, and replaces it", async ({ expect }) => {
    const { dir, store } = await setUp();
    await store.keep(QUESTION, ANSWER);
    const [name = ""] = await readdir(dir);
    await writeFile(join(dir, name), "{");

    const damaged = await store.find(QUESTION);
    await store.keep(QUESTION, ANSWER);

    expect(damaged).toBeUndefined();
    await expect(store.find(QUESTION)).resolves.toMatchObject({ answer: ANSWER });
  });

  it("takes a pipe or a device for none, and replaces it", async ({ expect }) => {
    const { dir, store } = await setUp();
    await store.keep(QUESTION, ANSWER);
    const [name = ""] = await readdir(dir);
    await rm(join(dir, name));
    await promisify(execFile)("mkfifo", [join(dir, name)]);

    const atPipe = await store.find(QUESTION);
    await rm(join(dir, name));
    await symlink("/dev/zero", join(dir, name));
    const atDevice = await store.find(QUESTION);
    await store.keep(QUESTION, ANSWER);

    expect([atPipe, atDevice]).toEqual([undefined, undefined]);
    await expect(store.find(QUESTION)).resolves.toMatchObject({ answer: ANSWER });
  });

  it.for([".", ".."])(
    "shows no answer and keeps none where others can write (%s)",
    async (level, { expect }) => {
      const { dir, store } = await setUp();
      await store.keep(QUESTION, ANSWER);
      await chmod(join(dir, level), 0o775);

      const found = await store.find(QUESTION);
      await store.keep({ ...QUESTION, model: "another" }, ANSWER);

      expect(found).toBeUndefined();
      expect(await readdir(dir)).toHaveLength(1);
    },
  );

  it("may be a link to a directory that is only ours", async ({ expect }) => {
    const { dir, store } = await setUp();
    await store.keep(QUESTION, ANSWER);
    await rename(dir, `${dir}-elsewhere`);
    await symlink("answers-elsewhere", dir);

    await expect(store.find(QUESTION)).resolves.toMatchObject({ answer: ANSWER });
  });

  it("does without a directory that cannot be made", async ({ expect }) => {
    const { dir } = await setUp();
    await writeFile(dir, "a file");
    const store = createAnswerStore({ dir, now: () => NOW });

    await store.keep(QUESTION, ANSWER);
    await store.sweep();

    await expect(store.find(QUESTION)).resolves.toBeUndefined();
  });

  it("sweeps what is too old, left-overs included", async ({ expect }) => {
    const { dir, store } = await setUp();
    await store.keep(QUESTION, ANSWER);
    const [name = ""] = await readdir(dir);
    await utimes(join(dir, name), NOW / 1000, NOW / 1000);
    await writeFile(join(dir, "left-over.tmp"), "");
    const old = (NOW - MAX_AGE_MS) / 1000;
    await utimes(join(dir, "left-over.tmp"), old, old);

    await store.sweep();

    expect(await readdir(dir)).toEqual([name]);
  });
});

async function setUp() {
  const parent = await mkdtemp(join(tmpdir(), "hexai-answers-"));
  onTestFinished(() => rm(parent, { recursive: true }));
  const dir = join(parent, "answers");
  return { dir, store: createAnswerStore({ dir, now: () => NOW }) };
}
