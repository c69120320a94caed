import type { CommandContext } from "../commands/command.ts";
import type { FakeTerminal } from "./fake-terminal.ts";

/** What a command that writes to this terminal, and reads its clock, gets of its context. */
export function fakeContext(terminal: FakeTerminal): Pick<CommandContext, "now" | "terminal"> {
  return { terminal, now: terminal.now };
}
