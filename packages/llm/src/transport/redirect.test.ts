import { describe, it, vi } from "vitest";

import { responseWith } from "../testing/response-with.ts";
import { sendWithinOrigin } from "./redirect.ts";
import type { Send } from "./send.ts";

const REQUEST = {
  method: "POST",
  url: "http://host.test/v1/chat?x=1",
  headers: { authorization: "Bearer k" },
  body: "{}",
} as const;

describe("sendWithinOrigin", () => {
  it.for([301, 302, 303, 307, 308])(
    "follows %i with method, headers and body",
    async (status, { expect }) => {
      const send = answering({ status, location: "/v2/chat" }, { status: 200 });

      await expect(sendWithinOrigin(send, REQUEST)).resolves.toMatchObject({ status: 200 });
      expect(send).toHaveBeenLastCalledWith({ ...REQUEST, url: "http://host.test/v2/chat" });
    },
  );

  it.for([
    { location: "https://host.test/v1/chat", url: "https://host.test/v1/chat", why: "with TLS" },
    { location: "http://host.test:81/v1/chat", url: "http://host.test:81/v1/chat", why: "port" },
    { location: "//other.test/login?token=t#f", url: "http://other.test/login", why: "host" },
    { location: "http://me:pw@other.test/", url: "http://other.test/", why: "with a login" },
  ])("sends nothing to another origin: $why", async ({ location, url }, { expect }) => {
    const send = answering({ status: 307, location });

    await expect(sendWithinOrigin(send, REQUEST)).rejects.toMatchObject({
      failure: { type: "redirected", status: 307, url },
    });
    expect(send).toHaveBeenCalledOnce();
  });

  it("follows once", async ({ expect }) => {
    const send = answering({ status: 302, location: "/a" }, { status: 302, location: "/b" });

    await expect(sendWithinOrigin(send, REQUEST)).rejects.toMatchObject({
      failure: { type: "redirected", url: "http://host.test/b" },
    });
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("leaves a login in the target out, which Node would send in place of the key", async ({
    expect,
  }) => {
    const send = answering({ status: 307, location: "http://me:pw@host.test/v2" }, { status: 200 });

    await sendWithinOrigin(send, REQUEST);

    expect(send).toHaveBeenLastCalledWith({ ...REQUEST, url: "http://host.test/v2" });
  });

  it.for([
    { status: 304 },
    { status: 302 },
    { status: 302, location: "http://:0" },
    { status: 302, location: "javascript:alert(1)" },
    { status: 302, location: "mailto:me@host.test" },
    { status: 302, location: "about:blank" },
  ])("takes %j for an answer", async (answer, { expect }) => {
    const send = answering(answer);

    await expect(sendWithinOrigin(send, REQUEST)).resolves.toMatchObject({
      status: answer.status,
    });
  });
});

function answering(...answers: { status: number; location?: string }[]) {
  const left = [...answers];
  return vi.fn<Send>(async () => {
    const { status = 500, location } = left.shift() ?? {};
    return responseWith([], { status, headers: location === undefined ? {} : { location } });
  });
}
