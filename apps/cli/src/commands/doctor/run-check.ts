import type { Check, Section } from "./check.ts";
import { fail, type Finding } from "./finding.ts";

/**
 * Runs one check within its time. What goes wrong in it, and that it takes too long, is a finding: it costs the other
 * checks nothing. Never rejects.
 *
 * @param stopped - Ends the waiting.
 */
export async function runCheck(
  { title, limitMs, look }: Check,
  stopped: AbortSignal,
): Promise<Section> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limitMs);
  const signal = AbortSignal.any([stopped, late.signal]);
  try {
    const findings = await Promise.race([look(signal).catch(brokenOf), lateness(signal, limitMs)]);
    return { title, findings };
  } finally {
    clearTimeout(timer);
  }
}

function brokenOf(error: unknown): readonly Finding[] {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return [fail(`this check failed (${what})`, "this is a bug in hexai, please report this line")];
}

function lateness(signal: AbortSignal, limitMs: number): Promise<readonly Finding[]> {
  const seconds = limitMs / 1000;
  const finding = fail(
    `this check took longer than ${seconds} s and was given up`,
    "look for a disk, a network or a program that hangs, then try again",
  );
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve([finding]), { once: true });
    if (signal.aborted) {
      resolve([finding]);
    }
  });
}
