import { createServer as createHttpServer } from "node:http";
import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";

import { describe, it, vi } from "vitest";

import { textOf } from "../../testing/response-with.ts";
import { listen, type ProxyBehavior, startProxy } from "../../testing/start-proxy.ts";
import { type ProxyAddress, proxyFor } from "../proxy.ts";
import type { HttpRequest } from "../send.ts";
import { isTemporary, TransportError } from "../transport-error.ts";
import { createHttpSend } from "./http-send.ts";

describe("createHttpSend through a proxy", () => {
  it("asks for plain HTTP in the absolute form, with the login and the body", async ({
    expect,
  }) => {
    const proxy = await startProxy();

    const response = await createHttpSend()({
      ...get("http://host.test/v1?x", addressOf(proxy.url.replace("//", "//me:p%40%ss@"))),
      method: "POST",
      body: "{}",
    });

    await expect(textOf(response)).resolves.toBe("POST by the proxy");
    expect(proxy.asked).toEqual(["http://host.test/v1?x"]);
    expect(decoded(proxy.logins)).toEqual(["me:p@%ss"]);
  });

  it("asks for TLS over CONNECT, and keeps the login from the host", async ({ expect }) => {
    const proxy = await startProxy();
    const heard: Buffer[] = [];
    const port = await listen(
      createServer((socket) => socket.on("data", (data) => heard.push(data))),
    );
    const request = get(
      `https://host.test:${port}/`,
      addressOf(proxy.url.replace("//", "//me:pw@")),
    );

    const failed = createHttpSend()({ ...request, connectTimeoutMs: 300 });

    await expect(failed).rejects.toMatchObject({ code: "ETIMEDOUT" });
    expect(proxy.asked).toEqual([`CONNECT host.test:${port}`]);
    expect(decoded(proxy.logins)).toEqual(["me:pw"]);
    expect(Buffer.concat(heard)[0]).toBe(22); // a handshake of TLS, and nothing before it
  });

  it.for<{ behavior: ProxyBehavior; calls: number; why: string }>([
    { behavior: "silent", calls: 1, why: "is taking long to be sent" },
    { behavior: "close", calls: 0, why: "fails before it is sent" },
  ])("takes a request that $why for one under way $calls times", async (row, { expect }) => {
    const proxy = await startProxy(row.behavior);
    const onUnderWay = vi.fn<() => void>();

    const failed = createHttpSend()({
      ...get("https://host.test/", addressOf(proxy.url)),
      connectTimeoutMs: 400,
      onUnderWay,
    });

    await expect(failed).rejects.toThrow(TransportError);
    expect(onUnderWay).toHaveBeenCalledTimes(row.calls);
  });

  it.for<{ behavior: ProxyBehavior; failure: object; why: string }>([
    { behavior: "close", failure: { cause: { code: "ECONNRESET" } }, why: "closes" },
    { behavior: "silent", failure: { cause: { code: "ETIMEDOUT" } }, why: "never answers" },
    {
      behavior: { says: "HTTP/1.1 403 No\r\n\r\n" },
      failure: { status: 403, words: "No" },
      why: "refuses",
    },
    {
      behavior: {
        says: "HTTP/1.1 407 X\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Negotiate\r\nTransfer-Encoding: chunked\r\nProxy-Connection: keep-alive\r\n\r\n2f\r\n<html><title>Log in &amp; on</title>",
      },
      failure: { status: 407, words: "Log in & on", logins: ["NTLM", "Negotiate"] },
      why: "wants a login, in chunks that do not end",
    },
    {
      behavior: { says: "HTTP/1.1 200 O" },
      failure: { cause: { code: "ECONNRESET" } },
      why: "sends half a head",
    },
    {
      behavior: { says: "SSH-2.0-x\r\n" },
      failure: { cause: { code: "HPE_INVALID_CONSTANT" } },
      why: "is something else",
    },
    {
      behavior: { says: `HTTP/1.1 200 OK\r\nX: ${"x".repeat(100_000)}` },
      failure: { cause: { code: "HPE_HEADER_OVERFLOW" } },
      why: "sends a head without an end",
    },
  ])(
    "blames a proxy that $why, and leaves nothing open",
    async ({ behavior, failure }, { expect }) => {
      const proxy = await startProxy(behavior);
      const request = get("https://host.test/", addressOf(proxy.url));

      const failed = createHttpSend()({ ...request, connectTimeoutMs: 500 });

      await expect(failed).rejects.toMatchObject({ failure: { type: "proxy", ...failure } });
      await vi.waitFor(async () => expect(await proxy.openConnections()).toBe(0));
      expect(proxy.asked.length).toBeLessThanOrEqual(1);
    },
  );

  it("survives a refusal of the proxy while other requests wait for it", async ({ expect }) => {
    const proxy = await startProxy({ says: "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n" });
    const send = createHttpSend();
    const request = get("http://host.test/", addressOf(proxy.url));

    const failed = await Promise.allSettled([send(request), send(request), send(request)]);

    // A request that is given up before it was sent must not end the process with its error.
    for (const outcome of failed) {
      expect(outcome).toMatchObject({ reason: { failure: { type: "proxy", status: 407 } } });
    }
    expect(proxy.asked).toHaveLength(1);
  });

  it.for(["https://host.test/", "http://host.test/"])(
    "asks a proxy with TLS for its own certificate, not for that of %s",
    async (url, { expect }) => {
      const names: string[] = [];
      const server = createTlsServer({
        SNICallback(name, use) {
          names.push(name);
          use(new Error("no certificate"));
        },
      });
      const port = await listen(server);

      const failed = createHttpSend()(get(url, addressOf(`https://localhost:${port}`)));

      await expect(failed).rejects.toMatchObject({ failure: { type: "proxy" } });
      expect(names).toEqual(["localhost"]);
    },
  );

  it("ends what it opens when it is aborted", async ({ expect }) => {
    const proxy = await startProxy("silent");
    const abort = new AbortController();

    const failed = createHttpSend()({
      ...get("https://host.test/", addressOf(proxy.url)),
      signal: abort.signal,
    });
    const ended = expect(failed).rejects.toMatchObject({ name: "AbortError" });
    await vi.waitFor(() => expect(proxy.asked).toHaveLength(1));
    abort.abort();

    await ended;
    await vi.waitFor(async () => expect(await proxy.openConnections()).toBe(0));
  });

  it.for([
    { scheme: "socks5h", name: "host.test", asks: "host.test" },
    { scheme: "socks5", name: "127.0.0.1", asks: "127.0.0.1" },
    { scheme: "socks5", name: "localhost", asks: "127.0.0.1" },
  ])("lets $scheme look $asks up", async ({ scheme, name, asks }, { expect }) => {
    const socks = await startSocks();
    const host = await listen(createHttpServer((_, response) => response.end("through")));
    const send = createHttpSend();
    const request = get(
      `http://${name}:${host}/`,
      addressOf(`${scheme}://me:pw@127.0.0.1:${socks.port}`),
    );

    await expect(textOf(await send(request))).resolves.toBe("through");
    await expect(textOf(await send(request))).resolves.toBe("through");

    expect(socks.hosts).toEqual([asks]); // the second request went over the same connection
    expect(socks.logins).toEqual(["me:pw"]);
  });

  it.for<{ answers: readonly (readonly number[])[]; failure: object; isTemporary: boolean }>([
    { answers: [[4, 0]], failure: { words: "it does not speak SOCKS 5" }, isTemporary: false },
    { answers: [[5, 255]], failure: { logins: ["Basic"] }, isTemporary: false },
    { answers: [[5, 1]], failure: { logins: ["GSSAPI"] }, isTemporary: false },
    {
      answers: [
        [5, 2],
        [1, 1],
      ],
      failure: { words: "the login failed", logins: ["Basic"] },
      isTemporary: false,
    },
    { answers: socksReply(2), failure: { words: "its rules do not allow it" }, isTemporary: false },
    {
      answers: socksReply(5),
      failure: { words: "the host refused the connection", isAboutHost: true },
      isTemporary: true,
    },
    { answers: socksReply(99), failure: { isAboutHost: true }, isTemporary: true },
  ])("tells what a SOCKS proxy says with $answers", async (row, { expect }) => {
    const port = await listen(
      createServer((socket) => {
        const left = [...row.answers];
        socket.on("data", () => socket.write(Buffer.from(left.shift() ?? [])));
      }),
    );

    const failed: unknown = await createHttpSend()(
      get("http://host.test/", addressOf(`socks5h://me:pw@127.0.0.1:${port}`)),
    ).catch((error: unknown) => error);

    expect(failed).toMatchObject({ failure: { type: "proxy", ...row.failure } });
    expect(failed instanceof TransportError && isTemporary(failed.failure)).toBe(row.isTemporary);
  });

  it("says that SOCKS cannot carry a long login", async ({ expect }) => {
    const port = await listen(
      createServer((socket) => socket.once("data", () => socket.write(Buffer.from([5, 2])))),
    );
    const login = `me:${"ü".repeat(128)}`;

    const failed = createHttpSend()(
      get("http://host.test/", addressOf(`socks5h://${login}@127.0.0.1:${port}`)),
    );

    await expect(failed).rejects.toMatchObject({
      failure: { type: "proxy", words: "a user name or a password of more than 255 bytes" },
    });
  });

  it("blames a SOCKS proxy that closes", async ({ expect }) => {
    const port = await listen(createServer((socket) => socket.destroy()));

    const failed = createHttpSend()(
      get("http://host.test/", addressOf(`socks5h://127.0.0.1:${port}`)),
    );

    await expect(failed).rejects.toMatchObject({
      failure: { type: "proxy", words: "", cause: { code: "ECONNRESET" } },
    });
  });
});

/** No login, and the reply to the request to connect: RFC 1928, section 6. */
function socksReply(code: number): readonly (readonly number[])[] {
  return [
    [5, 0],
    [5, code, 0, 1, 0, 0, 0, 0, 0, 0],
  ];
}

function get(url: string, proxy: ProxyAddress | undefined): HttpRequest {
  return { method: "GET", url, headers: {}, proxy };
}

function addressOf(value: string): ProxyAddress | undefined {
  return proxyFor("http://host.test/", { ALL_PROXY: value })?.address;
}

function decoded(logins: readonly string[]): readonly string[] {
  return logins.map((login) => Buffer.from(login.replace("Basic ", ""), "base64").toString());
}

/** A SOCKS 5 proxy that takes every login, and every host for this machine: RFC 1928 and 1929. */
async function startSocks() {
  const hosts: string[] = [];
  const logins: string[] = [];
  const { connect } = await import("node:net");
  const server = createServer((client: Socket) => {
    let step = 0;
    client.on("data", (data) => {
      step += 1;
      if (step === 1) {
        client.write(Buffer.from([5, 2]));
      } else if (step === 2) {
        const length = data[1] ?? 0;
        logins.push(
          `${data.subarray(2, 2 + length).toString()}:${data.subarray(3 + length).toString()}`,
        );
        client.write(Buffer.from([1, 0]));
      } else if (step === 3) {
        const isName = data[3] === 3;
        const end = isName ? 5 + (data[4] ?? 0) : 8;
        hosts.push(isName ? data.subarray(5, end).toString() : data.subarray(4, end).join("."));
        const upstream = connect(data.readUInt16BE(end), "127.0.0.1", () => {
          client.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
          client.removeAllListeners("data");
          upstream.pipe(client).pipe(upstream);
        });
        client.on("close", () => upstream.destroy());
      }
    });
  });
  return { port: await listen(server), hosts, logins };
}
