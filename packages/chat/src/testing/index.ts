export { failingChatClient, fakeChatClient, type FakeChatClient } from "./fake-chat-client.ts";
export {
  failingCompletionClient,
  fakeCompletionClient,
  type FakeCompletionClient,
} from "./fake-completion-client.ts";
