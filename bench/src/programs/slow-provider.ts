import { once } from "node:events";
import { createServer } from "node:http";

/** A provider that begins its answer at once and gives all of it a little later, in one last chunk. */
export interface SlowProvider {
  /** Base URL for an OpenAI client. */
  readonly url: string;
  /** When the last request arrived, and when its last chunk was sent, on `performance.now()`'s clock. */
  times(): { readonly asked: number; readonly lastChunk: number };
  stop(): void;
}

const PAUSE_MS = 100;

export async function startSlowProvider(): Promise<SlowProvider> {
  let times = { asked: 0, lastChunk: 0 };
  const server = createServer((_, response) => {
    times = { asked: performance.now(), lastChunk: 0 };
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(eventOf({ delta: { role: "assistant", content: "" } }));
    setTimeout(() => {
      const answer = eventOf({ delta: { content: "x" } });
      response.end(`${answer}${eventOf({ delta: {}, finish_reason: "stop" })}data: [DONE]\n\n`);
      times = { ...times, lastChunk: performance.now() };
    }, PAUSE_MS);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/v1`, times: () => times, stop: () => server.close() };
}

function eventOf(choice: object): string {
  const chunk = { id: "1", object: "chat.completion.chunk", created: 1, model: "m" };
  return `data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, ...choice }] })}\n\n`;
}
