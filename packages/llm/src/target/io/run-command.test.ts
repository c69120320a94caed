import { describe, it } from "vitest";

import { runCommand, runWithin } from "./run-command.ts";

const SECRET = "sk-secret";

// First, while no other test has pipes open.
describe("runWithin", () => {
  it("gives up a program that takes too long, and one it left behind", async ({ expect }) => {
    const sleeper = ["sh", "-c", "sleep 5 & wait"];
    const before = openPipes();
    const outcome = await runWithin(300, sleeper, process.env);

    expect(outcome).toEqual({ ok: false, reason: "took longer than 0.3 s" });
    await expect.poll(openPipes).toBe(before); // nothing keeps this process from ending
  });
});

describe("runCommand", () => {
  it("ends the program when it is not wanted any more", async ({ expect }) => {
    const stop = new AbortController();
    const outcome = runCommand(script("setInterval(() => {}, 1000)"), process.env, stop.signal);

    stop.abort();

    await expect(outcome).resolves.toEqual({ ok: false, reason: "was stopped" });
  });

  it("gives standard output, trimmed, and nothing of standard error", async ({ expect }) => {
    const outcome = await runCommand(
      script(`
      console.error("a warning");
      console.log("\\n  ${SECRET}\\n");
    `),
      process.env,
    );

    expect(outcome).toEqual({ ok: true, output: SECRET });
  });

  it("hands arguments and environment over as they are, without a shell", async ({ expect }) => {
    const print = script("console.log(process.argv[1] + process.env.WHO)");

    const outcome = await runCommand([...print, "$HOME;`id` *"], { WHO: "?" });

    expect(outcome).toEqual({ ok: true, output: "$HOME;`id` *?" });
  });

  it("gives a program nothing to read", async ({ expect }) => {
    const read = script("process.stdin.on('end', () => console.log('end')).resume()");

    await expect(runCommand(read, process.env)).resolves.toEqual({ ok: true, output: "end" });
  });

  it.for([
    { command: ["./no-such-program"], reason: "was not found" },
    { command: ["/"], reason: "could not be started" },
    { command: script("console.log('SECRET'); process.exit(3)"), reason: "ended with exit code 3" },
    {
      command: script("console.log('SECRET'); process.kill(process.pid)"),
      reason: "was ended by SIGTERM",
    },
    { command: script("console.log(' ')"), reason: "printed nothing" },
    {
      command: script("console.log('SECRET'.repeat(20000)); setInterval(() => {}, 1000)"),
      reason: "printed far more than a key",
    },
  ])("says that it $reason", async ({ command, reason }, { expect }) => {
    const outcome = await runCommand(command, process.env);

    expect(outcome).toEqual({ ok: false, reason });
  });
});

function script(code: string): string[] {
  return [process.execPath, "-e", code, "--"];
}

function openPipes(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "PipeWrap").length;
}
