import { describe, it } from "vitest";

import { fileEntries } from "./file-entries.ts";
import { mergeEntries, type ValidConfig } from "./merge-entries.ts";
import { ignoredShellAddresses, withShellAddresses } from "./shell-addresses.ts";

const KEY = "sk-0123456789";
const OPENAI = "https://api.openai.com/v1";

describe("withShellAddresses", () => {
  it.for([
    { text: "http://gw:8080", url: "http://gw:8080/v1", why: "/v1 is missing" },
    { text: " https://gw/v1/ ", url: "https://gw/v1", why: "/v1 is there" },
    { text: '"http://gw"', url: "http://gw/v1", why: "a file of variables has quotation marks" },
    { text: "https://gw/team", url: "https://gw/team/v1", why: "the path has no version" },
    {
      text: "https://gw/v1/acct/name/openai",
      url: "https://gw/v1/acct/name/openai",
      why: "a version stands in the middle",
    },
    {
      text: "https://gw/v1beta/openai/",
      url: "https://gw/v1beta/openai",
      why: "it has another one",
    },
  ])("reads OPENAI_BASE_URL=$text as $url: $why", ({ text, url }, { expect }) => {
    const { config, origins } = loaded({ OPENAI_BASE_URL: text, OPENAI_API_KEY: KEY });

    expect(config.openai).toMatchObject({ base_url: url, base_url_variable: "OPENAI_BASE_URL" });
    expect(origins.get("openai.base_url")).toEqual({
      type: "environment",
      variable: "OPENAI_BASE_URL",
    });
  });

  it.for([
    { text: "https://gw", url: "https://gw/v1", why: "the variable goes without /v1" },
    { text: "https://gw/v1", url: "https://gw/v1", why: "somebody has added it" },
    {
      text: "https://gw/v1/a/anthropic",
      url: "https://gw/v1/a/anthropic/v1",
      why: "a path with one",
    },
  ])("reads ANTHROPIC_BASE_URL=$text as $url: $why", ({ text, url }, { expect }) => {
    const { config } = loaded({ ANTHROPIC_BASE_URL: text, ANTHROPIC_API_KEY: KEY });

    expect(config.anthropic.base_url).toBe(url);
  });

  it.for([
    { text: "gpu", url: "http://gpu:11434", why: "a bare host" },
    { text: "gpu:8080", url: "http://gpu:8080", why: "a host and a port" },
    { text: "192.168.1.7", url: "http://192.168.1.7:11434", why: "a bare address" },
    { text: "http://gpu", url: "http://gpu", why: "a scheme has its own port" },
    { text: "https://gpu.lab/ollama/", url: "https://gpu.lab/ollama", why: "a URL with a path" },
    { text: "http://gpu:11434/", url: "http://gpu:11434", why: "a URL with a port" },
    { text: "gpu:8080/ollama", url: "http://gpu:8080/ollama", why: "a path without a scheme" },
    { text: "0.0.0.0", url: "http://127.0.0.1:11434", why: "everywhere is this machine" },
    { text: "0.0.0.0:8080", url: "http://127.0.0.1:8080", why: "everywhere, with a port" },
    { text: "http://0.0.0.0:8080", url: "http://127.0.0.1:8080", why: "everywhere, as a URL" },
    { text: "[::]", url: "http://localhost:11434", why: "everywhere in IPv6" },
    { text: "[::]:8080", url: "http://localhost:8080", why: "everywhere in IPv6, with a port" },
    { text: "::", url: "http://localhost:11434", why: "everywhere in IPv6, without brackets" },
    { text: ":8080", url: "http://localhost:8080", why: "a port alone" },
    { text: "::1", url: "http://[::1]:11434", why: "IPv6 without brackets" },
    { text: "[::1]", url: "http://[::1]:11434", why: "IPv6" },
    { text: "[fe80::1]:8080", url: "http://[fe80::1]:8080", why: "IPv6 with a port" },
  ])("reads OLLAMA_HOST=$text as $url: $why", ({ text, url }, { expect }) => {
    expect(loaded({ OLLAMA_HOST: text }).config.ollama.base_url).toBe(url);
  });

  it.for([
    { variable: "OPENAI_BASE_URL", text: "gw/v1" },
    { variable: "OPENAI_BASE_URL", text: "https://me:SECRET@gw" },
    { variable: "OPENAI_BASE_URL", text: "https://gw/?key=SECRET" },
    { variable: "OLLAMA_HOST", text: "gpu:port" },
    { variable: "OLLAMA_HOST", text: "me:SECRET@gpu" },
    { variable: "OLLAMA_HOST", text: "http://" },
    { variable: "OLLAMA_HOST", text: "gpu?key=SECRET" },
    { variable: "OLLAMA_HOST", text: "gpu:99999" },
  ])(
    "keeps the malformed $variable=$text, so that no key goes to the public host",
    ({ variable, text }, { expect }) => {
      const { config } = loaded({ OPENAI_API_KEY: KEY, [variable]: text });
      const host = variable === "OLLAMA_HOST" ? config.ollama : config.openai;

      expect(host.base_url).toBe(text);
    },
  );

  it.for([
    { env: { HEXAI_OPENAI_API_KEY: KEY }, file: "", why: "the key is Hexai's" },
    {
      env: { HEXAI_OPENAI_API_KEY: KEY, OPENAI_API_KEY: KEY },
      file: "",
      why: "Hexai's key comes before the shell's",
    },
    {
      env: {},
      file: '[openai]\napi_key_command = ["pass", "openai"]',
      why: "the key is from the configuration",
    },
    {
      env: { OPENAI_API_KEY: "  " },
      file: '[openai]\napi_key_command = ["pass", "openai"]',
      why: "the shell's key is blank",
    },
  ])("ignores the address of the shell when $why", ({ env, file }, { expect }) => {
    const all = { ...env, OPENAI_BASE_URL: "https://gw/v1" };

    const { config } = loaded(all, file);

    expect(config.openai.base_url).toBe(OPENAI);
    expect(ignoredShellAddresses(loaded(all, file), all)).toMatchObject([
      { provider: "openai", variable: "OPENAI_BASE_URL" },
    ]);
  });

  it("takes it with the shell's key though a command could print another", ({ expect }) => {
    const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: "https://gw/v1" };
    const valid = loaded(env, '[openai]\napi_key_command = ["pass", "openai"]');

    expect(valid.config.openai.base_url).toBe("https://gw/v1");
    expect(ignoredShellAddresses(valid, env)).toEqual([]);
  });

  it("keeps Hexai's own setting", ({ expect }) => {
    const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: "https://gw/v1" };
    const valid = loaded(env, '[openai]\nbase_url = "https://own/v1"');

    expect(valid.config.openai.base_url).toBe("https://own/v1");
    expect(valid.config.openai.base_url_variable).toBeUndefined();
    expect(ignoredShellAddresses(valid, env)).toEqual([]);
  });

  it("takes a blank variable for one that is not set", ({ expect }) => {
    const { config } = loaded({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: " ", OLLAMA_HOST: "" });

    expect(config.openai.base_url).toBe(OPENAI);
    expect(config.ollama.base_url).toBe("http://localhost:11434");
  });
});

function loaded(env: Record<string, string>, text = ""): ValidConfig {
  const result = withShellAddresses(mergeEntries(fileEntries({ path: "/c.toml", text })), env);
  if (!result.ok) {
    throw new Error("The configuration has mistakes");
  }
  return result;
}
