import process from "node:process";

import {
  type ChatAnswer,
  type ChatClient,
  type ChatOptions,
  type ChatRequest,
  withUsage,
} from "@hexai/chat";
import type { Config } from "@hexai/config";

import type { UsageRecorder } from "../record-usage.ts";

/** The model behind the actions, with everything that counts its Chats. */
export interface ActionChat {
  chat(messages: ChatRequest["messages"], options: ChatOptions): Promise<ChatAnswer>;
  /** Resolves when the Chats are counted and shown. Never rejects. */
  settle(): Promise<void>;
}

export interface ActionChatSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Gets lines for whoever looks for faults: at the level `debug`. */
  readonly debug: (line: string) => void;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  createClient(config: Config, wrap: (client: ChatClient) => ChatClient): Promise<ChatClient>;
}

/**
 * Opens the model that `[[models.code_action]]` names.
 *
 * @throws {ChatError} (as a rejection) When it cannot be asked at all, for want of a key for instance.
 */
export async function openChat(
  config: Config,
  surroundings: ActionChatSurroundings,
): Promise<ActionChat> {
  let usage: UsageRecorder | undefined;
  const client = await surroundings.createClient(config, (each) =>
    withUsage(each, (finished) => usage?.record(finished)),
  );
  const recorder = await openUsage(config, surroundings);
  usage = recorder;
  return {
    chat: (messages, options) => recorder.during(client, client.chat({ messages }, options)),
    settle: () => recorder.settle(),
  };
}

async function openUsage(
  config: Config,
  { env, debug, now }: ActionChatSurroundings,
): Promise<UsageRecorder> {
  const { createFailureNotice, ...stats } = await import("@hexai/stats");
  const { createTmuxStatus } = await import("@hexai/tmux");
  const { statusOptionsOf } = await import("@hexai/tmux-format");
  const { createUsageRecorder } = await import("../record-usage.ts");
  stats.setWindow(config.stats.window_minutes * 60);
  const notice = createFailureNotice(now);
  const say = (line: string): void => {
    if (config.logging.level === "debug") {
      debug(line);
    }
  };
  const { enabled, ...statusOptions } = statusOptionsOf(env);
  return createUsageRecorder({
    stats,
    enabled: config.stats.enabled,
    tmux: createTmuxStatus({ env, enabled }),
    statusOptions,
    onFailure: (error) => {
      const line = notice(error);
      if (line !== undefined) {
        say(line);
      }
    },
    onLine: say,
    uptime: () => process.uptime(),
  });
}
