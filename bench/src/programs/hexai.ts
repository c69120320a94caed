import { join } from "node:path";
import process from "node:process";

import type { TemporaryHome } from "@hexai/testing";

export const HEXAI: string = join(import.meta.dirname, "../../../apps/cli/bin.js");

/** Arguments for one question that nobody has asked before. */
export const ASK: readonly string[] = ["-q", "--no-stdin", "--no-cache", "x"];

/** Asks over Node's `http` and reads the answer, with nothing of ours: what no program on Node can be better than. */
export const HTTP_ALONE = `require("node:http")
  .request(process.env.HEXAI_OPENAI_BASE_URL + "/chat/completions", { method: "POST" }, (answer) => answer.resume())
  .end('{"model":"m","stream":true,"messages":[{"role":"user","content":"x"}]}')`;

/** Nothing else of our own environment: with NODE_EXTRA_CA_CERTS a bare Node takes three times as long, and all looks well. */
export function plainEnv(
  home: TemporaryHome,
  baseUrl: string,
): Readonly<Record<string, string | undefined>> {
  return {
    PATH: process.env["PATH"],
    ...home.env,
    HEXAI_OPENAI_API_KEY: "none-needed",
    HEXAI_OPENAI_BASE_URL: baseUrl,
  };
}
