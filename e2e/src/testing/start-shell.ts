import { startTmux, type TmuxSession } from "@hexai/testing";
import { vi } from "vitest";

/** How long a test waits for what a busy machine does late. */
export const PATIENCE: { readonly timeout: number } = { timeout: 30_000 };

/** A tmux session whose shell shows its prompt. What is typed before that comes in front of it, and looks like output. */
export async function startShell(options: Parameters<typeof startTmux>[0]): Promise<TmuxSession> {
  const session = await startTmux(options);
  await vi.waitUntil(async () => /^[$#]$/.test((await session.screen()).trimEnd()), PATIENCE);
  return session;
}
