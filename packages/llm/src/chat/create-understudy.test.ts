import { describe, it } from "vitest";

import { resolveTarget } from "../target/resolve-target.ts";
import { KEYS, PROVIDERS_UNDER_TEST, settingsFor } from "../testing/connect.ts";
import { createEndpoint } from "../transport/create-endpoint.ts";
import { completeDependencies } from "../transport/io/complete-dependencies.ts";
import { loadWire } from "../wires/load-wire.ts";
import { createUnderstudy } from "./create-understudy.ts";

const NOWHERE = settingsFor({ url: "http://127.0.0.1:1/v1", origin: "http://127.0.0.1:1" });

describe("an understudy", () => {
  it.for(PROVIDERS_UNDER_TEST)(
    "of %s hears a whole answer and asks nobody",
    async (provider, { expect }) => {
      const dependencies = completeDependencies({ env: KEYS, send: refuse });
      const target = await resolveTarget(NOWHERE, { provider }, dependencies);
      const endpoint = await createEndpoint(target, NOWHERE, dependencies);
      const defaults = { maxTokens: 7, temperature: undefined };
      const understudy = createUnderstudy(endpoint, await loadWire(target), defaults);

      const answer = await understudy.chat({ messages: [{ role: "user", text: "x" }] });

      expect(answer).toMatchObject({ text: "x", recvBytes: 1 });
    },
  );
});

function refuse(): Promise<never> {
  return Promise.reject(new Error("An understudy asks nobody"));
}
