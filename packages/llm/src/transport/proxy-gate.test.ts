import { describe, it, vi } from "vitest";

import { createProxyGate, LOGIN_PAUSE_MS, REFUSAL_PAUSE_MS } from "./proxy-gate.ts";
import type { ProxyAddress } from "./proxy.ts";
import { TransportError } from "./transport-error.ts";

const PROXY: ProxyAddress = { scheme: "http", host: "p", port: 1 };

describe("createProxyGate", () => {
  it("sends a refused login once, however many are under way", async ({ expect }) => {
    let now = 0;
    const gate = createProxyGate(() => now);
    const ask = vi.fn<() => Promise<never>>(() => Promise.reject(refusal(407)));
    const passing = ["a", "b", "a"].map((host) => gate.pass(PROXY, host, ask));

    await Promise.all(
      passing.map((passed) => expect(passed).rejects.toMatchObject({ failure: { status: 407 } })),
    );
    now = LOGIN_PAUSE_MS - 1;
    await expect(gate.pass(PROXY, "c", ask)).rejects.toMatchObject({ failure: { status: 407 } });

    expect(ask).toHaveBeenCalledOnce();
    now = LOGIN_PAUSE_MS;
    await expect(gate.pass(PROXY, "c", ask)).rejects.toThrow();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("holds a rule about one host against that host alone", async ({ expect }) => {
    const gate = createProxyGate(() => 0);

    await expect(gate.pass(PROXY, "a", () => Promise.reject(refusal(403)))).rejects.toThrow();

    await expect(gate.pass(PROXY, "a", async () => 1)).rejects.toMatchObject({
      failure: { status: 403 },
    });
    await expect(gate.pass(PROXY, "b", async () => 1)).resolves.toBe(1);
    await expect(gate.pass({ ...PROXY, port: 2 }, "a", async () => 1)).resolves.toBe(1);
  });

  it.for([
    { error: refusal(503), why: "a refusal that may pass" },
    { error: new TransportError({ type: "unreachable", cause: "x" }), why: "the host's fault" },
    { error: new Error("x"), why: "anything else" },
  ])("pauses for nothing after $why", async ({ error }, { expect }) => {
    const gate = createProxyGate(() => 0);

    await expect(gate.pass(PROXY, "a", () => Promise.reject(error))).rejects.toBe(error);

    await expect(gate.pass(PROXY, "a", async () => 1)).resolves.toBe(1);
  });

  it("asks a host again after a while", async ({ expect }) => {
    let now = 0;
    const gate = createProxyGate(() => now);
    await expect(gate.pass(PROXY, "a", () => Promise.reject(refusal(403)))).rejects.toThrow();

    now = REFUSAL_PAUSE_MS;

    await expect(gate.pass(PROXY, "a", async () => 1)).resolves.toBe(1);
  });

  it("keeps nobody waiting behind a first request that takes long", async ({ expect }) => {
    const gate = createProxyGate(() => 0);
    void gate.pass(PROXY, "a", () => new Promise(() => undefined));

    await expect(gate.pass(PROXY, "b", async () => 1)).resolves.toBe(1);
  });
});

function refusal(status: number): TransportError {
  return new TransportError({ type: "proxy", status, words: "no" });
}
