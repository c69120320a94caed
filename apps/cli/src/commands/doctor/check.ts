/**
 * What a check has found: `ok` needs nothing, `warn` works but could be better, `fail` needs the user. The last two say what to do.
 */
export type Finding =
  | { readonly mark: "ok"; readonly text: string }
  | { readonly mark: "fail" | "warn"; readonly text: string; readonly todo: string };

export function ok(text: string): Finding {
  return { mark: "ok", text };
}

export function warn(text: string, todo: string): Finding {
  return { mark: "warn", text, todo };
}

export function fail(text: string, todo: string): Finding {
  return { mark: "fail", text, todo };
}

/** One thing that the doctor examines. */
export interface Check {
  /** The heading of its findings. */
  readonly title: string;
  /** How long it may take, in milliseconds. */
  readonly limitMs: number;
  /** @param signal - Aborted when the time is up, because the result is not used any more. */
  readonly examine: (signal: AbortSignal) => Promise<readonly Finding[]>;
}

/** What one check has found. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/**
 * Runs one check within its time. An error in it, or that it takes too long, becomes a finding, so that the other checks are not
 * affected. Never rejects.
 *
 * @param stopSignal - Ends the waiting.
 */
export async function runCheck(
  { title, limitMs, examine }: Check,
  stopSignal: AbortSignal,
): Promise<Section> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limitMs);
  const signal = AbortSignal.any([stopSignal, late.signal]);
  try {
    const findings = await Promise.race([
      examine(signal).catch(bugFinding),
      timeoutFinding(signal, limitMs),
    ]);
    return { title, findings };
  } finally {
    clearTimeout(timer);
  }
}

function bugFinding(error: unknown): readonly Finding[] {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return [fail(`this check failed (${what})`, "this is a bug in hexai, please report this line")];
}

function timeoutFinding(signal: AbortSignal, limitMs: number): Promise<readonly Finding[]> {
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
