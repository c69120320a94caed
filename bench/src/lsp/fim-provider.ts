import { once } from "node:events";
import { createServer } from "node:http";

/** A provider that fills holes as llama.cpp does, and keeps its own time. */
export interface FimProvider {
  /** Base URL for an OpenAI client. */
  readonly url: string;
  /** How many requests it has answered. */
  answered(): number;
  /** From its reading the last request to its last byte of the answer, in milliseconds. */
  tookMs(): number;
  stop(): Promise<void>;
}

/**
 * @param textOf - What the request with this number, from 0, is answered with, piece by piece.
 * @param delayMs - How long the model thinks about it, in milliseconds.
 */
export async function startFimProvider(
  textOf: (index: number) => readonly string[],
  delayMs = 0,
): Promise<FimProvider> {
  let answered = 0;
  let took = 0;
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      if (delayMs === 0) {
        answer();
      } else {
        setTimeout(answer, delayMs);
      }
    });
    function answer(): void {
      const readAt = performance.now();
      const pieces = textOf(answered);
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const content of pieces) {
        response.write(eventOf({ content, stop: false }));
      }
      response.end(eventOf({ content: "", stop: true, stop_type: "eos" }));
      answered += 1;
      took = performance.now() - readAt;
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    answered: () => answered,
    tookMs: () => took,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function eventOf(event: object): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
