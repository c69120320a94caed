import {
  ErrorCodes,
  Message,
  type MessageStrategy,
  type ResponseMessage,
} from "vscode-languageserver";

/** Where the server is in its life cycle. */
type Phase = "new" | "running" | "shut-down";

/**
 * Enforces the protocol's order, which the library leaves to its users: a request before `initialize` is answered with
 * ServerNotInitialized and one after `shutdown` with InvalidRequest; notifications other than `exit` are dropped then.
 *
 * @param reply - Sends a message to the client.
 */
export function createLifecycleGuard(reply: (message: ResponseMessage) => void): MessageStrategy {
  let phase: Phase = "new";
  return {
    handleMessage(message, next) {
      if (Message.isRequest(message)) {
        const error = orderError(phase, message.method);
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

function orderError(phase: Phase, method: string): ResponseMessage["error"] {
  if (phase === "shut-down") {
    return { code: ErrorCodes.InvalidRequest, message: "the server has been shut down" };
  }
  if (phase === "new" && method !== "initialize") {
    return { code: ErrorCodes.ServerNotInitialized, message: "initialize must come first" };
  }
  if (phase === "running" && method === "initialize") {
    return { code: ErrorCodes.InvalidRequest, message: "the server is initialized already" };
  }
  return undefined;
}

function phaseAfter(phase: Phase, method: string): Phase {
  if (method === "initialize") {
    return "running";
  }
  return method === "shutdown" ? "shut-down" : phase;
}
