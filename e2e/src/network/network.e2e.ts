import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { hexaiProgram, needs } from "@hexai/testing";
import { describe, it } from "vitest";

import { setUpCli } from "../cli/cli-fixture.ts";
import {
  freePort,
  HOST,
  loginRules,
  makeCertificates,
  serverDirectory,
  startNginx,
  startServer,
  startSquid,
} from "./network-software.ts";

const TMUX_ACTION = hexaiProgram("hexai-tmux-action");

const ANSWER = { type: "answer", deltas: ["through it all"] } as const;

describe("behind a real squid", { timeout: 60_000 }, () => {
  it("asks over CONNECT, with a login that has signs of its own", async ({ expect }) => {
    needs("squid", "nginx", "openssl");
    const { hexai, port, certificates } = await behindTls();
    const squid = await startSquid(await loginRules("me", "p:a@s/s%w"));
    const env = {
      HEXAI_OPENAI_BASE_URL: `https://${HOST}:${port}/v1`,
      HTTPS_PROXY: `http://me:p%3Aa%40s%2Fs%25w@127.0.0.1:${squid.port}/`,
      NODE_EXTRA_CA_CERTS: certificates.ca,
      HEXAI_NO_LOG: "1", // the first question would tell where questions are kept
    };

    const { code, out, err } = await hexai(["--no-cache", "--no-log", "hello"], { env });

    expect({ code, out, err: err.includes("hexai:") }).toEqual({
      code: 0,
      out: "through it all\n",
      err: false,
    });
    await expect.poll(squid.log).toContain(`CONNECT ${HOST}:${port}`);
  });

  it("asks a proxy with TLS for a certificate of its own, not of the host's", async ({
    expect,
  }) => {
    needs("squid", "openssl");
    const { hexai, provider } = await setUpCli(ANSWER);
    const certificates = await makeCertificates("DNS:localhost");
    const squid = await startSquid([], certificates);
    const env = {
      HEXAI_OPENAI_BASE_URL: `http://${HOST}:${new URL(provider.url).port}/v1`,
      http_proxy: `https://localhost:${squid.port}`,
      NODE_EXTRA_CA_CERTS: certificates.ca,
    };

    const byName = await hexai(["--no-cache", "hello"], { env });
    const byAddress = await hexai(["--no-cache", "hello"], {
      env: { ...env, http_proxy: `https://127.0.0.1:${squid.port}` },
    });

    expect(byName).toMatchObject({ code: 0, out: "through it all\n" });
    expect(byAddress.code).toBe(1);
    expect(byAddress.err).toContain("its certificate is for localhost, not for 127.0.0.1");
  });

  it("asks a host with TLS through a proxy with TLS", async ({ expect }) => {
    needs("squid", "nginx", "openssl");
    const { hexai, port, certificates } = await behindTls();
    const squid = await startSquid([], certificates);
    const env = {
      HEXAI_OPENAI_BASE_URL: `https://${HOST}:${port}/v1`,
      HTTPS_PROXY: `https://127.0.0.1:${squid.port}`,
      NODE_EXTRA_CA_CERTS: certificates.ca,
    };

    const asked = await hexai(["--no-cache", "hello"], { env });

    expect(asked).toMatchObject({ code: 0, out: "through it all\n" });
    await expect.poll(squid.log).toContain(`CONNECT ${HOST}:${port}`);
  });

  it("sends a wrong login once, and says on every surface whose it is", async ({ expect }) => {
    needs("squid");
    const { hexai, home, provider } = await setUpCli(ANSWER);
    const squid = await startSquid(await loginRules("me", "right"));
    const env = {
      HEXAI_OPENAI_BASE_URL: `https://${HOST}:9/v1`,
      https_proxy: `http://me:wr0ng-SECRET@127.0.0.1:${squid.port}`,
    };
    const surfaces = [["--no-cache", "hello"], ["doctor"], ["models", "--refresh"]];

    for (const [index, argv] of surfaces.entries()) {
      const { out, err } = await hexai(argv, { env });

      expect(`${out}${err}`.replaceAll(/\s+/gu, " ")).toContain(
        `the proxy 127.0.0.1:${squid.port} in https_proxy refused the login (HTTP 407: `,
      );
      expect(`${out}${err}`).not.toContain("SECRET");
      await expect.poll(async () => refusals(await squid.log())).toBe(index + 1);
    }
    const action = await runAction({ ...home.env, ...env, OPENAI_API_KEY: "k" });
    expect(action).toContain("in https_proxy refused the login (HTTP 407: ");
    expect(provider.requests).toEqual([]);
  });

  it("takes a refusal for the proxy's, not for one of the key", async ({ expect }) => {
    needs("squid");
    const { hexai } = await setUpCli(ANSWER);
    const squid = await startSquid(["http_access deny all"]);
    const env = {
      HEXAI_OPENAI_BASE_URL: `http://${HOST}:9/v1`,
      ALL_PROXY: `http://127.0.0.1:${squid.port}`,
    };

    const { code, err } = await hexai(["--no-cache", "--no-log", "hello"], { env });

    expect(code).toBe(1);
    expect(err).toContain("in ALL_PROXY refused to connect to it (HTTP 403");
    expect(err).not.toContain("key");
  });

  it("never asks this machine through it, whatever is set", async ({ expect }) => {
    needs("squid");
    const { hexai } = await setUpCli(ANSWER);
    const squid = await startSquid();
    const env = { http_proxy: `http://127.0.0.1:${squid.port}`, ALL_PROXY: "socks9://nothing" };

    await expect(hexai(["--no-cache", "--no-log", "hello"], { env })).resolves.toMatchObject({
      code: 0,
    });
    expect(await squid.log()).not.toMatch(/GET|POST|CONNECT/u);
  });
});

describe("behind a real tinyproxy", { timeout: 60_000 }, () => {
  it("says that it wants a login", async ({ expect }) => {
    needs("tinyproxy");
    const { hexai } = await setUpCli(ANSWER);
    const directory = await serverDirectory();
    const port = await freePort();
    const file = join(directory, "tinyproxy.conf");
    await writeFile(
      file,
      `Port ${port}\nListen 127.0.0.1\nTimeout 9\nMaxClients 9\nAllow 127.0.0.0/8\nBasicAuth me right\n`,
    );
    await startServer("tinyproxy", ["-d", "-c", file], port);
    const env = {
      HEXAI_OPENAI_BASE_URL: `https://${HOST}:9/v1`,
      HTTPS_PROXY: `127.0.0.1:${port}`,
    };

    const { code, err } = await hexai(["--no-cache", "--no-log", "hello"], { env });

    expect(code).toBe(1);
    expect(err).toMatch(/in HTTPS_PROXY (?:wants a login|refused).*\(HTTP 40[17]/u);
  });
});

describe("in front of a real nginx", { timeout: 60_000 }, () => {
  it("tells a CA that is not known, and trusts it where NODE_EXTRA_CA_CERTS says so", async ({
    expect,
  }) => {
    needs("nginx", "openssl");
    const { hexai, port, certificates } = await behindTls();
    const env = { HEXAI_OPENAI_BASE_URL: `https://127.0.0.1:${port}/v1` };

    const strange = await hexai(["--no-cache", "--no-log", "hello"], { env });
    const trusted = await hexai(["--no-cache", "hello"], {
      env: { ...env, NODE_EXTRA_CA_CERTS: certificates.ca },
    });

    expect(strange.code).toBe(1);
    expect(strange.err).toMatch(/certificate.*NODE_EXTRA_CA_CERTS/su);
    expect(trusted).toMatchObject({ code: 0, out: "through it all\n" });
  });

  it("says which address a redirect to TLS means, and sends neither key nor prompt there", async ({
    expect,
  }) => {
    needs("nginx");
    const { hexai, provider } = await setUpCli(ANSWER);
    const port = await freePort();
    const { host } = new URL(provider.url);
    await startNginx(
      [`server { listen 127.0.0.1:${port}; return 301 https://${host}$request_uri; }`],
      port,
    );
    const env = { HEXAI_OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` };

    const { code, err } = await hexai(["--no-cache", "--no-log", "hello"], { env });

    expect(code).toBe(1);
    expect(err).toContain(`points elsewhere, to https://${host}/v1 (HTTP 301)`);
    expect(provider.requests).toEqual([]);
  });

  it("quotes its page when nothing is behind it, and reads what it packs", async ({ expect }) => {
    needs("nginx");
    const { hexai, provider } = await setUpCli(ANSWER);
    const [down, packing, inner] = [await freePort(), await freePort(), await freePort()];
    const { host } = new URL(provider.url);
    await startNginx(
      [
        `server { listen 127.0.0.1:${down}; location / { proxy_pass http://127.0.0.1:9; } }`,
        `server { listen 127.0.0.1:${inner}; gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any; gzip_http_version 1.0;`,
        `location / { proxy_pass http://${host}; proxy_buffering off; } }`,
        `server { listen 127.0.0.1:${packing};`,
        `location / { proxy_pass http://127.0.0.1:${inner}; proxy_set_header Accept-Encoding gzip; proxy_buffering off; } }`,
      ],
      packing,
    );

    const failed = await hexai(["--no-cache", "hello"], {
      env: { HEXAI_OPENAI_BASE_URL: `http://127.0.0.1:${down}/v1` },
    });
    const packed = await hexai(["--no-cache", "hello"], {
      env: { HEXAI_OPENAI_BASE_URL: `http://127.0.0.1:${packing}/v1` },
    });

    expect(failed.err).toContain('HTTP 502: a web page, "502 Bad Gateway"');
    expect(packed).toMatchObject({ code: 0, out: "through it all\n" });
  });
});

describe("in front of a real haproxy", { timeout: 60_000 }, () => {
  it("does not take a firewall's 403 for a word on the key", async ({ expect }) => {
    needs("haproxy");
    const { hexai } = await setUpCli(ANSWER);
    const directory = await serverDirectory();
    const port = await freePort();
    const file = join(directory, "haproxy.cfg");
    await writeFile(
      file,
      `defaults\n  mode http\n  timeout connect 1s\n  timeout client 9s\n  timeout server 9s\nfrontend f\n  bind 127.0.0.1:${port}\n  http-request deny deny_status 403\n`,
    );
    await startServer("haproxy", ["-f", file], port);
    const env = { HEXAI_OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` };

    const { code, err } = await hexai(["--no-cache", "--no-log", "hello"], { env });

    expect(code).toBe(1);
    expect(err).toMatch(/HTTP 403: a web page.*firewall/su);
    expect(err).not.toContain("refused the key");
  });
});

/** A provider behind an nginx with TLS. */
async function behindTls() {
  const { hexai, provider } = await setUpCli(ANSWER);
  const certificates = await makeCertificates();
  const port = await freePort();
  const { host } = new URL(provider.url);
  await startNginx(
    [
      `server { listen 127.0.0.1:${port} ssl; ${certificates.lines}`,
      `location / { proxy_pass http://${host}; proxy_buffering off; } }`,
    ],
    port,
  );
  return { hexai, port, certificates };
}

function refusals(log: string): number {
  return log.split("\n").filter((line) => line.includes("/407 ")).length;
}

/** What the tmux action, used as a filter, says on stderr. */
async function runAction(env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(TMUX_ACTION, ["--action", "fix_typos", "--yes"], { env });
  child.stdin.on("error", () => undefined);
  child.stdin.end("a txt\n");
  const [errors] = await Promise.all([text(child.stderr), once(child, "close")]);
  return errors;
}
