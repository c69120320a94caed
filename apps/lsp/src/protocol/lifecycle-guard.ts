import {
  ErrorCodes,
  Message,
  type MessageStrategy,
  type ResponseMessage,
} from "vscode-languageserver";

/** Where a server is in its life. */
type Phase = "new" | "running" | "shut-down";

/**
 * Keeps the protocol's order, which the library leaves to us: before `initialize` a request is answered with
 * ServerNotInitialized, after `shutdown` with InvalidRequest, and notifications other than `exit` are dropped.
 *
 * @param reply - Sends a message to the client.
 */
export function createMessageGate(reply: (message: ResponseMessage) => void): MessageStrategy {
  let phase: Phase = "new";
  return {
    handleMessage(message, next) {
      if (Message.isRequest(message)) {
        const error = blockedReasonOf(phase, message.method);
        if (error) {
          reply({ jsonrpc: "2.0", id: message.id, error });
          return undefined;
        }
        phase = phaseAfter(phase, message.method);
      } else if (Message.isNotification(message) && phase !== "running") {
        return message.method === "exit" ? next(message) : undefined;
      }
      return next(message);
    },
  };
}

type Refusal = NonNullable<ResponseMessage["error"]>;

function blockedReasonOf(phase: Phase, method: string): Refusal | undefined {
  if (phase === "shut-down") {
    return { code: ErrorCodes.InvalidRequest, message: "The server has been shut down" };
  }
  if (phase === "new" && method !== "initialize") {
    return { code: ErrorCodes.ServerNotInitialized, message: "initialize must come first" };
  }
  if (phase === "running" && method === "initialize") {
    return { code: ErrorCodes.InvalidRequest, message: "The server is initialized already" };
  }
  return undefined;
}

function phaseAfter(phase: Phase, method: string): Phase {
  if (method === "initialize") {
    return "running";
  }
  return method === "shutdown" ? "shut-down" : phase;
}
