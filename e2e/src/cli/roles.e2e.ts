import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import { type CliFixture, setUpCli } from "./cli-fixture.ts";

const USER = `
[openai]
temperature = 0.5
options = { top_p = 0.1, seed = 1 }

[[models.cli]]
model = "of-target"
options = { top_p = 0.2, user = "me" }

[roles.review]
system = "Review."
model = "of-role"
temperature = 0
options = { top_p = 0.3, stop = ["END"] }

[roles.brief]
system = "Be brief."
`;

const PROJECT = `
[roles.theirs]
system = "Theirs."
temperature = 1

[roles.review]
system = "Not yours."
`;

describe("hexai --role", () => {
  it("asks with the role's prompt, model, temperature and options", async ({ expect }) => {
    const { hexai, provider } = await withFiles({ user: USER });

    const { code, err } = await hexai(["-q", "-r", "review", "x"]);

    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(provider.requests[0]?.body).toEqual({
      model: "of-role",
      messages: [
        { role: "system", content: "Review." },
        { role: "user", content: "x" },
      ],
      temperature: 0,
      top_p: 0.3,
      seed: 1,
      user: "me",
      stop: ["END"],
      max_tokens: 4000,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("lets flags win over it, and it over the rest", async ({ expect }) => {
    const { hexai, provider } = await withFiles({ user: USER });

    await hexai(["--role=review", "-s", "Mine.", "-m", "mine", "-t1", "-o", "top_p=0.4", "x"]);
    await hexai(["--role=brief", "x"]);

    const [first, second] = provider.requests.map(({ body }) => body);
    expect(first).toMatchObject({ model: "mine", temperature: 1, top_p: 0.4, stop: ["END"] });
    expect(provider.requests[0]?.messages[0]?.content).toBe("Mine.");
    expect(second).toMatchObject({ model: "of-target", temperature: 0.5, top_p: 0.2 });
    expect(provider.requests[1]?.messages[0]?.content).toBe("Be brief.");
  });

  it("says that a role comes from the project, which replaces none of the user's", async ({
    expect,
  }) => {
    const { hexai, provider, home } = await withFiles({ user: USER, project: PROJECT });

    const theirs = await hexai(["-r", "theirs", "x"]);
    const mine = await hexai(["-r", "review", "x"]);

    expect(provider.requests.map(({ messages }) => messages[0]?.content)).toEqual([
      "Theirs.",
      "Review.",
    ]);
    const file = join(home.dir, ".hexaiconfig.toml");
    expect(theirs.err).toContain(`hexai: the role theirs comes from the project: ${file}\n`);
    expect(mine.err).not.toContain("hexai:");
  });

  it.for([
    { line: 'provider = "ollama"', key: "provider" },
    { line: "options = { a = 1 }", key: "options" },
    { line: 'base_url = "http://evil"', key: "base_url" },
  ])("takes no $key from a project", async ({ line, key }, { expect }) => {
    const { hexai, provider } = await withFiles({ user: "", project: `[roles.theirs]\n${line}\n` });

    const { code, err } = await hexai(["x"]);

    expect(code).toBe(1);
    expect(err).toContain(`.hexaiconfig.toml:2: roles.theirs.${key}: `);
    expect(provider.requests).toEqual([]);
  });

  it("refuses options of a project's targets", async ({ expect }) => {
    const { hexai } = await withFiles({
      user: "",
      project: "[[models.cli]]\noptions = { a = 1 }\n",
    });

    const { code, err } = await hexai(["x"]);

    expect(code).toBe(1);
    expect(err).toContain("models.cli[0].options: may not be set by a project, must be set in");
  });

  it("refuses an unknown role with the nearest, and a role of an unknown provider", async ({
    expect,
  }) => {
    const { hexai } = await withFiles({ user: USER });
    const wrong = await withFiles({ user: '[roles.a]\nprovider = "opnai"\n' });

    await expect(hexai(["-r", "reveiw", "x"])).resolves.toMatchObject({
      code: 2,
      err: 'hexai: there is no role "reveiw", did you mean review?\n',
    });
    await expect(wrong.hexai(["-r", "a", "x"])).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining('roles.a.provider: is "opnai", did you mean "openai"?'),
    });
  });

  it("is completed, and shown with where it comes from", async ({ expect }) => {
    const { hexai, file } = await withFiles({ user: USER, project: PROJECT });

    const completed = await hexai(["completion", "roles"]);
    const { out } = await hexai(["config", "show"]);

    expect(completed.out).toBe("brief\nreview\ntheirs\n");
    expect(out).toMatch(/^roles\.theirs\.system = "Theirs\." +# .*\/\.hexaiconfig\.toml:3$/mu);
    expect(out).toContain('roles.review.options = { top_p = 0.3, stop = ["END"] }');
    expect(out).toContain(`# ${file}:14\n`);
  });
});

describe("hexai --option", () => {
  it("goes into the body as it is, nested tables too", async ({ expect }) => {
    const { hexai, provider } = await setUpCli();
    const options = ["reasoning.effort=low", "a=1e3", "b=true", "c=[1, 'x']", "d=2026-11-29"];

    await hexai(["-q", ...options.flatMap((option) => ["-o", option]), "--option=e=", "x"]);

    expect(provider.requests[0]?.body).toMatchObject({
      reasoning: { effort: "low" },
      a: 1000,
      b: true,
      c: [1, "x"],
      d: "2026-11-29",
      e: "",
    });
  });

  it("goes into Anthropic's body, and into Ollama's options", async ({ expect }) => {
    const { hexai, provider } = await setUpCli();
    const env = {
      ANTHROPIC_API_KEY: "sk-ant-1",
      HEXAI_ANTHROPIC_BASE_URL: provider.url,
      HEXAI_OLLAMA_BASE_URL: provider.origin,
    };

    await hexai(["-p", "anthropic", "-m", "m", "-t0", "-o", "top_k=5", "x"], { env });
    await hexai(["-p", "ollama", "-m", "m", "-t0", "-o", "num_ctx=8192", "x"], { env });

    expect(provider.requests[0]?.body).toMatchObject({ top_k: 5, temperature: 0 });
    expect(provider.requests[1]?.body["options"]).toEqual({
      num_ctx: 8192,
      num_predict: 4000,
      temperature: 0,
    });
  });

  it("is part of what an answer in the cache depends on", async ({ expect }) => {
    const { hexai, provider } = await setUpCli();

    await hexai(["-o", "seed=1", "x"]);
    await hexai(["-o", "seed=2", "x"]);
    await hexai(["-o", "seed=2", "x"]);

    expect(provider.requests.map(({ body }) => body["seed"])).toEqual([1, 2]);
  });

  it.for([
    { option: "stream=false", message: "--option must not have stream, which Hexai sets itself" },
    { option: "max_tokens=1", message: "which Hexai sets itself: use general.max_tokens, or" },
    { option: "low", message: '--option needs KEY=VALUE, as in top_p=0.9, not "low"' },
    { option: "a=nan", message: "--option must have a number that JSON can hold for a" },
  ])("refuses $option", async ({ option, message }, { expect }) => {
    const { hexai, provider } = await setUpCli();

    const { code, err } = await hexai(["-o", option, "x"]);

    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err.trimEnd()).not.toContain("\n");
    expect(provider.requests).toEqual([]);
  });

  it("may come from a variable as JSON", async ({ expect }) => {
    const { hexai, provider } = await setUpCli();

    await hexai(["x"], { env: { HEXAI_OPENAI_OPTIONS: '{ "top_p": 0.5 }' } });

    expect(provider.requests[0]?.body["top_p"]).toBe(0.5);
  });
});

async function withFiles({
  user,
  project,
}: {
  readonly user: string;
  readonly project?: string;
}): Promise<CliFixture & { readonly file: string }> {
  const fixture = await setUpCli();
  const { dir } = fixture.home;
  const file = join(dir, ".config", "hexai", "config.toml");
  await mkdir(join(dir, ".config", "hexai"), { recursive: true });
  await writeFile(file, user);
  if (project !== undefined) {
    await mkdir(join(dir, ".git"));
    await writeFile(join(dir, ".hexaiconfig.toml"), project);
  }
  return { ...fixture, file };
}
