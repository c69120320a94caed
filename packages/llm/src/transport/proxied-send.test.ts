import { startProvider } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

import { createClient } from "../chat/create-client.ts";
import { settingsFor } from "../testing/connect.ts";
import { startProxy } from "../testing/start-proxy.ts";
import { createHttpSend } from "./io/http-send.ts";
import { proxiedSend } from "./proxied-send.ts";

const REQUEST = { messages: [{ role: "user", text: "?" }] } as const;

describe("proxiedSend", () => {
  it.for([
    { names: ["HTTP_PROXY"], why: "HTTP_PROXY" },
    { names: ["http_proxy"], why: "http_proxy" },
  ])("asks through the proxy in $why", async ({ names }, { expect }) => {
    const proxy = await startProxy();
    const { ask, port } = await behind(Object.fromEntries(names.map((name) => [name, proxy.url])));

    await expect(ask("provider.test")).resolves.toBe("ok");
    expect(proxy.targets).toEqual([`provider.test:${port}`]);
  });

  it("takes a proxy without http://, and lower case before upper case", async ({ expect }) => {
    const proxy = await startProxy();
    const { ask } = await behind({
      http_proxy: proxy.url.replace("http://", ""),
      HTTP_PROXY: "http://127.0.0.1:1",
    });

    await expect(ask("provider.test")).resolves.toBe("ok");
  });

  it("asks hosts with TLS through the proxy in HTTPS_PROXY", async ({ expect }) => {
    const proxy = await startProxy();
    const { askTls, port } = await behind({ HTTPS_PROXY: proxy.url });

    await expect(askTls("provider.test")).rejects.toMatchObject({ code: "unreachable" });
    expect(proxy.targets).toContain(`provider.test:${port}`);
  });

  it.for([
    { env: { NO_PROXY: "provider.test" }, host: "provider.test" },
    { env: { no_proxy: "a.test, .test" }, host: "provider.test" },
  ])("asks $host itself when $env says so", async ({ env, host }, { expect }) => {
    const proxy = await startProxy();
    const { ask } = await behind({ HTTP_PROXY: proxy.url, ...env });

    await expect(ask(host)).rejects.toMatchObject({ code: "unreachable" });
    expect(proxy.targets).toEqual([]);
  });

  it.for(["127.0.0.1", "localhost"])("never asks %s through a proxy", async (host, { expect }) => {
    const { ask } = await behind({ HTTP_PROXY: "http://127.0.0.1:1" });

    await expect(ask(host)).resolves.toBe("ok");
  });

  it("reports a proxy that is not there as no connection", async ({ expect }) => {
    const { ask } = await behind({ HTTP_PROXY: "http://127.0.0.1:1" });

    const failed = ask("provider.test");

    await expect(failed).rejects.toMatchObject({ code: "unreachable" });
    await expect(failed).rejects.toThrow(/; check the network, HTTP_PROXY and openai\.base_url$/u);
  });

  it("refuses a proxy that is no address, without its password", async ({ expect }) => {
    const made = proxiedSend(createHttpSend(), { HTTPS_PROXY: "socks5://me:secret@host" });

    await expect(made).rejects.toMatchObject({
      code: "misconfigured",
      message: "HTTPS_PROXY is no address: use http://HOST:PORT",
    });
  });
});

async function behind(env: Readonly<Record<string, string>>) {
  const provider = await startProvider({ respond: () => ({ type: "answer", deltas: ["ok"] }) });
  onTestFinished(() => provider.stop());
  const { port } = new URL(provider.url);
  const chat = async (origin: string): Promise<string> => {
    const settings = settingsFor({ url: `${origin}/v1`, origin });
    const client = await createClient(
      settings,
      { provider: "openai", attempts: 1 },
      { env: { OPENAI_API_KEY: "k", ...env }, send: createHttpSend() },
    );
    return (await client.chat(REQUEST)).text;
  };
  return {
    port,
    ask: (host: string) => chat(`http://${host}:${port}`),
    askTls: (host: string) => chat(`https://${host}:${port}`),
  };
}
