// A child of the contention benchmark: contender.js DIRECTORY UPDATES, with an IPC channel. When it has
// started it says so; told to go, it updates one after the other and reports the slowest, in milliseconds.
import process from "node:process";

import { createStore } from "@hexai/stats";

const [dir = "", updates = "0"] = process.argv.slice(2);
const store = createStore({ dir });

process.once("message", () => {
  void run();
});
process.send?.("ready");

async function run(): Promise<void> {
  let slowest = 0;
  for (let index = 0; index < Number(updates); index += 1) {
    const start = performance.now();
    await store.update("openai", "gpt-4.1", 1234, 5678);
    slowest = Math.max(slowest, performance.now() - start);
  }
  process.send?.(slowest);
  process.disconnect();
}
