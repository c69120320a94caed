import type { ChatAnswer } from "@hexai/chat";

import type { Channel } from "../popup/channel.ts";
import type { UserMessage, ScreenMessage } from "../popup/messages.ts";
import type { PreparedSelection } from "./prepare-selection.ts";

/** How a session ended. After `failed` the user has seen the reason, or has closed the screen. */
export type Verdict =
  | { readonly type: "accepted"; readonly text: string }
  | { readonly type: "declined" }
  | { readonly type: "failed"; readonly error: unknown };

export interface SessionTasks {
  /** The first message to the screen. @throws (as a rejection) When there is no selection. */
  hello(): Promise<ScreenMessage>;
  /**
   * The second message to the screen, and the action that was chosen with `--action`.
   *
   * @throws {UserError} (as a rejection) When the configuration is wrong, or there is no such action.
   */
  open(): Promise<{ readonly first: ScreenMessage; readonly chosen?: string | undefined }>;
  /** @throws {UserError} (as a rejection) When the action cannot be asked for. */
  prepare(id: string, instruction: string | undefined): Promise<PreparedSelection>;
  /** @throws {ChatError} (as a rejection) */
  ask(
    prepared: PreparedSelection,
    options: { readonly signal: AbortSignal; readonly onDelta: (text: string) => void },
  ): Promise<Pick<ChatAnswer, "text">>;
  /** Puts a text into the clipboard and says where it is. */
  copy(text: string): Promise<string>;
  /** One sentence for the user. */
  describe(error: unknown): string;
  /** Whether the first answer is accepted without a preview. */
  readonly isTrusting: boolean;
}

/**
 * Talks with the screen until there is a verdict, then closes the channel. A screen that goes away counts as declined, or as
 * failed when there was an error that it should have shown.
 */
export function runSession(
  channel: Channel<ScreenMessage, UserMessage>,
  tasks: SessionTasks,
): Promise<Verdict> {
  return new Promise((resolve) => {
    let running: AbortController | undefined;
    let latest: { readonly prepared: PreparedSelection; readonly answer: string } | undefined;
    let failed: { readonly error: unknown } | undefined;
    let isOver = false;

    function end(verdict: Verdict): void {
      isOver = true;
      running?.abort();
      channel.close();
      resolve(verdict);
    }

    async function runTask(prepare: () => Promise<PreparedSelection>): Promise<void> {
      const controller = new AbortController();
      running?.abort();
      running = controller;
      const { signal } = controller;
      try {
        const prepared = await prepare();
        const { text } = await tasks.ask(prepared, {
          signal,
          onDelta: (delta) => channel.send({ type: "delta", text: delta }),
        });
        signal.throwIfAborted();
        const after = prepared.resultOf(text);
        if (tasks.isTrusting) {
          end({ type: "accepted", text: after });
          return;
        }
        latest = { prepared, answer: text };
        channel.send({ type: "answer", before: prepared.before, after });
      } catch (error) {
        if (!signal.aborted) {
          fail(error);
        }
      }
    }

    function fail(error: unknown): void {
      failed = latest === undefined ? { error } : undefined; // an earlier answer is still there
      channel.send({ type: "failure", message: tasks.describe(error) });
    }

    async function copy(text: string): Promise<void> {
      channel.send({ type: "notice", message: await tasks.copy(text) });
    }

    async function begin(): Promise<void> {
      try {
        channel.send(await tasks.hello());
        const { first, chosen } = await tasks.open();
        channel.send(first);
        if (chosen !== undefined) {
          await runTask(() => tasks.prepare(chosen, undefined));
        }
      } catch (error) {
        fail(error);
      }
    }

    void begin();
    channel.listen(
      (message) => {
        if (isOver) {
          return;
        }
        switch (message.type) {
          case "start": {
            void runTask(() => tasks.prepare(message.id, message.instruction));
            break;
          }
          case "again": {
            const { prepared, answer } = latest ?? {};
            if (prepared !== undefined && answer !== undefined) {
              void runTask(async () => prepared.again(answer, message.instruction));
            }
            break;
          }
          case "cancel": {
            running?.abort();
            break;
          }
          case "copy": {
            void copy(message.text);
            break;
          }
          case "accept": {
            end({ type: "accepted", text: message.text });
            break;
          }
          case "decline": {
            end({ type: "declined" });
            break;
          }
          case "failure-seen": {
            end(failed === undefined ? { type: "declined" } : { type: "failed", ...failed });
            break;
          }
          default: {
            message satisfies never;
          }
        }
      },
      () => {
        end(failed === undefined ? { type: "declined" } : { type: "failed", ...failed });
      },
    );
  });
}
