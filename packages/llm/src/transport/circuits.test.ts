import { describe, it } from "vitest";

import { type Circuits, createCircuits, FAILURES_TO_OPEN, OPEN_MS } from "./circuits.ts";

describe("createCircuits", () => {
  it("lets everybody ask a host that answers", ({ expect }) => {
    const circuit = createCircuits(() => 0).of("host");

    fail(circuit, FAILURES_TO_OPEN - 1);
    circuit.report("alive");
    fail(circuit, FAILURES_TO_OPEN - 1);

    expect(circuit.tryAcquire()).toBe(0);
  });

  it("keeps away from a host that failed too often in a row, for a while", ({ expect }) => {
    let now = 0;
    const circuit = createCircuits(() => now).of("host");

    fail(circuit, FAILURES_TO_OPEN);

    expect(circuit.tryAcquire()).toBe(OPEN_MS);
    now = OPEN_MS - 1;
    expect(circuit.tryAcquire()).toBe(1);
  });

  it("lets one try afterwards, and everybody when that went well", ({ expect }) => {
    let now = 0;
    const circuit = createCircuits(() => now).of("host");
    fail(circuit, FAILURES_TO_OPEN);

    now = OPEN_MS;
    const first = circuit.tryAcquire();
    const second = circuit.tryAcquire();
    circuit.report("alive");

    expect([first, second, circuit.tryAcquire()]).toEqual([0, OPEN_MS, 0]);
  });

  it("keeps away again when the one who tried failed", ({ expect }) => {
    let now = 0;
    const circuit = createCircuits(() => now).of("host");
    fail(circuit, FAILURES_TO_OPEN);

    now = OPEN_MS;
    circuit.tryAcquire();
    now += 1000;
    circuit.report("dead");

    expect(circuit.tryAcquire()).toBe(OPEN_MS);
  });

  it("lets the next one try when the first changed its mind", ({ expect }) => {
    let now = 0;
    const circuit = createCircuits(() => now).of("host");
    fail(circuit, FAILURES_TO_OPEN);

    now = OPEN_MS;
    circuit.tryAcquire();
    circuit.report("unknown");

    expect(circuit.tryAcquire()).toBe(0);
  });

  it("has one circuit per host, not one for all", ({ expect }) => {
    const circuits = createCircuits(() => 0);

    fail(circuits.of("dead:80"), FAILURES_TO_OPEN);

    expect(circuits.of("dead:80").tryAcquire()).toBe(OPEN_MS);
    expect(circuits.of("dead:81").tryAcquire()).toBe(0);
  });
});

function fail(circuit: ReturnType<Circuits["of"]>, times: number): void {
  for (let count = 0; count < times; count += 1) {
    circuit.report("dead");
  }
}
