import { assert, property, string } from "fast-check";
import { describe, it } from "vitest";

import { describeProxy, proxyFor } from "./proxy.ts";

const TLS = "https://a.test/v1";
const PLAIN = "http://a.test/v1";

describe("proxyFor", () => {
  it.for([
    { url: TLS, env: { HTTPS_PROXY: "p" }, variable: "HTTPS_PROXY", why: "the scheme's own" },
    { url: TLS, env: { https_proxy: "p", HTTPS_PROXY: "q" }, variable: "https_proxy", why: "case" },
    { url: PLAIN, env: { http_proxy: "p" }, variable: "http_proxy", why: "the scheme's own" },
    { url: PLAIN, env: { HTTPS_PROXY: "p" }, variable: undefined, why: "not the other's" },
    { url: TLS, env: { HTTP_PROXY: "p" }, variable: "HTTP_PROXY", why: "it serves both" },
    { url: TLS, env: { ALL_PROXY: "p" }, variable: "ALL_PROXY", why: "all" },
    {
      url: PLAIN,
      env: { all_proxy: "p", HTTP_PROXY: "q" },
      variable: "HTTP_PROXY",
      why: "own first",
    },
    { url: TLS, env: { all_proxy: "p", HTTP_PROXY: "q" }, variable: "all_proxy", why: "all first" },
    { url: PLAIN, env: { http_proxy: " ", HTTP_PROXY: "p" }, variable: undefined, why: "blank" },
    {
      url: TLS,
      env: { HTTPS_PROXY: "p", NO_PROXY: "a.test:443" },
      variable: undefined,
      why: "port",
    },
    {
      url: PLAIN,
      env: { HTTP_PROXY: "p", no_proxy: "b", NO_PROXY: "*" },
      variable: "HTTP_PROXY",
      why: "case",
    },
    {
      url: "http://127.0.0.9:1",
      env: { ALL_PROXY: "p" },
      variable: undefined,
      why: "this machine",
    },
    {
      url: "https://localhost.:1",
      env: { ALL_PROXY: "?" },
      variable: undefined,
      why: "this machine",
    },
  ])("takes $variable for $url out of $env: $why", ({ url, env, variable }, { expect }) => {
    expect(proxyFor(url, env)?.variable).toBe(variable);
  });

  it.for([
    { value: "http://h:1", address: { scheme: "http", host: "h", port: 1 } },
    { value: "h:1", address: { scheme: "http", host: "h", port: 1 } },
    { value: "h", address: { scheme: "http", host: "h", port: 80 } },
    { value: "HTTPS://h", address: { scheme: "https", host: "h", port: 443 } },
    { value: "socks5://h", address: { scheme: "socks5", host: "h", port: 1080 } },
    { value: "socks5h://h:9", address: { scheme: "socks5h", host: "h", port: 9 } },
    { value: "http://[::1]:1/", address: { scheme: "http", host: "::1", port: 1 } },
    { value: "http://h:1/?x=1", address: { scheme: "http", host: "h", port: 1 } },
    { value: "http://h:1/a@b", address: { scheme: "http", host: "h", port: 1 } },
    { value: "http://h:1#x", address: { scheme: "http", host: "h", port: 1 } },
    { value: "http://me:a%3Ab%40@h:1", login: { user: "me", password: "a:b@" } },
    { value: "http://me:50%off@h:1", login: { user: "me", password: "50%off" } },
    { value: "http://m%e:p%E4@h:1", login: { user: "m%e", password: "p%E4" } },
    { value: "http://me@h:1", login: { user: "me", password: "" } },
    { value: "http://me:a/b?c#d@h:1/x", login: { user: "me", password: "a/b?c#d" } },
    { value: "http://me:a@b@h:1", login: { user: "me", password: "a@b" } },
    { value: "http://:pw@h:1", login: { user: "", password: "pw" } },
  ])("reads $value", ({ value, address, login }, { expect }) => {
    const found = proxyFor(TLS, { HTTPS_PROXY: value })?.address;

    expect(found).toMatchObject(address ?? { scheme: "http", host: "h", port: 1 });
    expect(found?.login).toEqual(login);
  });

  it.for([
    "ftp://h:1",
    "http://",
    "http://h:0",
    "http://h:99999",
    "http://a b:1",
    "http://me:pw@",
    "://h",
    "http:/h:1",
    '"http://h:1"',
    "http://h;x",
    "http:///h:1",
    "http://h:",
    "h:1:2",
  ])("takes %s for no address", (value, { expect }) => {
    expect(proxyFor(TLS, { HTTPS_PROXY: value })).toEqual({ variable: "HTTPS_PROXY" });
  });

  it("never shows a login, however it is written", ({ expect }) => {
    assert(
      property(string({ unit: "binary" }), string({ unit: "binary" }), (before, after) => {
        const proxy = proxyFor(TLS, { HTTPS_PROXY: `${before}:pw-SECRET${after}@h:1` });

        expect(proxy && describeProxy(proxy)).not.toContain("SECRET");
      }),
    );
  });
});
