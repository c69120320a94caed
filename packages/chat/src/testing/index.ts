export { failingChatClient, fakeChatClient, type FakeChatClient } from "./fake-chat-client.ts";
