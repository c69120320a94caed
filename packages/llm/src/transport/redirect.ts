import type { HttpRequest, HttpResponse, Send } from "./send.ts";
import { TransportError } from "./transport-error.ts";

/**
 * Sends `request` and follows one redirect within the same origin, with the same method and body. Neither key nor prompt goes
 * to another origin.
 *
 * @throws {TransportError} (as a rejection) `redirectFailure` when the host redirects to another origin, or a second time.
 */
export async function sendWithinOrigin(send: Send, request: HttpRequest): Promise<HttpResponse> {
  const first = await send(request);
  const target = targetOf(first, request.url);
  if (target === undefined) {
    return first;
  }
  await close(first);
  if (target.origin !== new URL(request.url).origin) {
    throw redirectFailure(first, target);
  }
  const second = await send({ ...request, url: target.href });
  const next = targetOf(second, target.href);
  if (next !== undefined) {
    await close(second);
    throw redirectFailure(second, next);
  }
  return second;
}

/**
 * The target of a redirect; undefined when the response is not one, or leads to what is no web address. A login in it is
 * left out: Node would send it in place of the key.
 */
function targetOf({ status, headers }: HttpResponse, url: string): URL | undefined {
  const { location } = headers;
  const isRedirect = [301, 302, 303, 307, 308].includes(status) && location !== undefined;
  if (!isRedirect || !URL.canParse(location, url)) {
    return undefined;
  }
  const target = new URL(location, url);
  target.username = "";
  target.password = "";
  return /^https?:$/u.test(target.protocol) ? target : undefined;
}

/** A login, a query and a fragment may contain secrets, so they are left out of the error. */
function redirectFailure({ status }: HttpResponse, { origin, pathname }: URL): TransportError {
  return new TransportError({ type: "redirected", status, url: `${origin}${pathname}` });
}

async function close({ body }: HttpResponse): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}
