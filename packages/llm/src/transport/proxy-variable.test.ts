import { describe, it } from "vitest";

import { proxyVariableFor } from "./proxy-variable.ts";

describe("proxyVariableFor", () => {
  it.for([
    { url: "https://a.test/v1", env: { HTTPS_PROXY: "p" }, name: "HTTPS_PROXY", why: "TLS" },
    { url: "https://a.test/v1", env: { HTTP_PROXY: "p" }, name: "HTTP_PROXY", why: "the other" },
    { url: "http://a.test/v1", env: { HTTPS_PROXY: "p" }, name: undefined, why: "TLS alone" },
    { url: "http://a.test/v1", env: { http_proxy: "p" }, name: "http_proxy", why: "lower case" },
    {
      url: "http://a.test",
      env: { http_proxy: " ", HTTP_PROXY: "p" },
      name: undefined,
      why: "blank",
    },
    { url: "http://localhost:1", env: { HTTP_PROXY: "p" }, name: undefined, why: "this machine" },
    { url: "http://[::1]:1", env: { HTTP_PROXY: "p" }, name: undefined, why: "this machine" },
  ])("finds $name for $url with $env: $why", ({ url, env, name }, { expect }) => {
    expect(proxyVariableFor(url, env)?.name).toBe(name);
  });
});
