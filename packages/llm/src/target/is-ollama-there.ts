import type { Fetch } from "../transport/request-watch.ts";

/** An Ollama on this machine answers in a few milliseconds; nobody should wait longer for one that is not there. */
const PROBE_TIMEOUT_MS = 500;

/** Whether an Ollama answers at `baseUrl` within half a second. */
export async function isOllamaThere(baseUrl: string, fetch: Fetch): Promise<boolean> {
  try {
    const { ok } = await fetch(`${baseUrl.replace(/\/$/u, "")}/api/version`, {
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return ok;
  } catch {
    return false; // whatever is in the way, it is not to be had
  }
}
