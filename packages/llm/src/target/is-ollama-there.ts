import { isSuccess, type Send } from "../transport/send.ts";

/** An Ollama on this machine answers in a few milliseconds; nobody should wait longer for one that is not there. */
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
    return false; // whatever is in the way, it is not to be had
  } finally {
    clearTimeout(timer);
    done.abort(); // the body is not wanted
  }
}
