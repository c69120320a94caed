export type {
  ChatAnswer,
  ChatClient,
  ChatMessage,
  ChatOptions,
  ChatRequest,
  OnDelta,
  TokenUsage,
} from "./chat-client.ts";
export { ChatError, type ChatErrorCode, type ChatErrorDetails } from "./chat-error.ts";
export type { Completion, CompletionClient, CompletionRequest } from "./completion-client.ts";
export {
  type ImageMediaType,
  type ImagePart,
  type MessageContent,
  type MessagePart,
  partsOf,
  type TextPart,
  textOf,
} from "./message-content.ts";
export { createReasoningFilter, type ReasoningFilter, withoutReasoning } from "./reasoning.ts";
export { sentBytesOf, utf8BytesOf } from "./utf8-bytes.ts";
export { withCompletionUsage } from "./with-completion-usage.ts";
export { type FinishedChat, toFinishedChat, withUsage } from "./with-usage.ts";
