import { isSuccess, type Send } from "../transport/send.ts";

/** A local Ollama answers in a few milliseconds, so a missing one delays a command by half a second at most. */
const PROBE_TIMEOUT_MS = 500;

/** Whether an Ollama answers at `baseUrl` within half a second. */
export async function isOllamaThere(baseUrl: string, send: Send): Promise<boolean> {
  const done = new AbortController();
  const timer = setTimeout(() => done.abort(), PROBE_TIMEOUT_MS);
  try {
    const response = await send({
      method: "GET",
      url: `${baseUrl.replace(/\/$/u, "")}/api/version`,
      headers: {},
      signal: done.signal,
    });
    return isSuccess(response);
  } catch {
    return false; // refused, timed out or not Ollama: there is none to use either way
  } finally {
    clearTimeout(timer);
    done.abort(); // closes the connection without reading the body
  }
}
