import type { TokenUsage } from "@hexai/chat";

import { errorFor } from "../errors/error-for.ts";
import { kindIn, statusIn, errorMessageIn } from "../errors/provider-error.ts";
import type { ChatTarget } from "../target/chat-target.ts";
import { refusalInBody } from "../transport/transport-error.ts";
import { createAnswerText, type KeptText, type TextOptions } from "./answer-text.ts";
import type { EndReason, EventContent, ReadEvent } from "./event-content.ts";
import { createEventStream } from "./events/event-stream.ts";
import { OverlongLineError } from "./events/splitter.ts";
import { readBody } from "./read-body.ts";
import { contentsOf } from "./read-content.ts";

/** A whole answer. */
export interface ReadAnswer extends KeptText {
  readonly reason: EndReason;
  readonly tokens: TokenUsage | undefined;
  /** What the provider says that the answer cost, in US dollars. */
  readonly costUsd: number | undefined;
}

/** A longer answer is a fault, in bytes of UTF-8. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * Reads an answer to its end and passes every piece on as it comes, white space too, empty ones and reasoning not. The
 * answer is over at its end mark, whatever the connection does; one whose text is complete needs none.
 *
 * @throws {ChatError} (as a rejection) `incomplete` when it has no end, `unreadable` when it is none.
 * @throws {TransportError} (as a rejection) For an error of the provider before any text.
 */
export async function readAnswer(
  body: AsyncIterable<Uint8Array>,
  read: ReadEvent,
  target: ChatTarget,
  options: TextOptions,
): Promise<ReadAnswer> {
  const errors = errorFor(target);
  const text = createAnswerText(options);
  const stream = createEventStream();
  let events = 0;
  let isOver = false;
  let isWhole = false;
  let pieces = 0;
  /** What the host said to people behind the text. */
  let lastMessage: string | undefined;
  const reasons = createReasons();
  let tokens: TokenUsage | undefined;
  let costUsd: number | undefined;

  async function take(content: EventContent): Promise<void> {
    const { words } = content;
    await text.add(content.text ?? "");
    lastMessage = content.text ? undefined : (words ?? lastMessage);
    if (content.isUnreadable) {
      throw words === undefined ? errors.unreadable() : errors.notAnAnswer(words);
    }
    if (content.error !== undefined) {
      const said = errorMessageIn(content.error) ?? JSON.stringify(content.error);
      throw text.shownBytes > 0
        ? errors.inStream(said)
        : refusalInBody(statusIn(content.error), said, kindIn(content.error) ?? "");
    }
    tokens = withUsage(tokens, content.usage);
    costUsd = content.costUsd ?? costUsd;
    reasons.add(content);
    isWhole ||= content.isWhole ?? false;
    pieces += content.text ? 1 : 0;
    if (text.shownBytes > MAX_ANSWER_BYTES) {
      throw errors.overlong();
    }
    // A whole answer that is the whole body needs no end mark.
    const isDocument = isWhole && stream.format === "lines" && reasons.last !== undefined;
    isOver ||= text.isEnough || isDocument || (content.isEnd ?? false);
  }
  async function takeAll(contents: Iterable<EventContent>): Promise<void> {
    for (const content of contents) {
      if (!isOver) {
        await take(content);
      }
    }
  }

  try {
    await readBody(body, {
      longestWaitMs: () =>
        text.shownBytes === 0 && reasons.last === "stop" ? undefined : reasons.longestWaitMs(),
      whyOver: () => (text.isEnough ? "enough" : isOver ? "ended" : undefined),
      async take(bytes) {
        for (const event of stream.push(bytes)) {
          events += 1;
          await takeAll(contentsOf(event, read));
        }
        if (stream.format === "web page") {
          throw errors.notAnAnswer(stream.beginning);
        }
      },
    });
    if (!isOver) {
      const last = stream.end();
      events += last.length;
      // An event that lacks its end may be torn, which shows in the end mark that is missing.
      await takeAll(last.flatMap((event) => contentsOf(event, read)).filter(isReadable));
    }
  } catch (error) {
    await text.end();
    throw error instanceof OverlongLineError ? errors.overlong() : error;
  }
  await text.end();
  const isEnded = reasons.last !== undefined || isOver || (isWhole && pieces <= 1);
  if (lastMessage !== undefined && text.shownBytes === 0 && reasons.last === undefined) {
    throw errors.notAnAnswer(lastMessage);
  }
  if (!isEnded) {
    if (lastMessage !== undefined) {
      throw errors.inStream(lastMessage);
    }
    const isAnswer = events > 0 && (stream.format === "events" || text.shownBytes > 0);
    throw isAnswer ? errors.brokenOff() : errors.notAnAnswer(stream.beginning);
  }
  return { ...text.result(), reason: reasons.last ?? "stop", tokens, costUsd };
}

/** What the host said about why the text ends. */
interface Reasons {
  add(content: EventContent): void;
  /** The reason that no text follows. */
  readonly last: EndReason | undefined;
  /** How long token counts and the end mark are waited for; undefined where the text may go on. */
  longestWaitMs(): number | undefined;
}

/** What follows a complete text comes at once or never. */
const AFTER_REASON_MS = 2_000;

/** Some hosts give a reason with every piece, so one beside a text is believed later. */
const AFTER_TEXT_WITH_REASON_MS = 10_000;

/**
 * A reason ends the text only as long as no text follows it: some hosts send one with the first piece or with each. Once a
 * text has followed a reason, only the end mark and the end of the stream end the answer.
 */
function createReasons(): Reasons {
  let last: EndReason | undefined;
  let isBesideText = false;
  let isDisproved = false;
  return {
    add({ text = "", finish }) {
      if (text !== "") {
        isDisproved ||= last !== undefined;
        last = undefined;
      }
      if (finish !== undefined) {
        last = finish;
        isBesideText = text !== "";
      }
    },
    get last() {
      return last;
    },
    longestWaitMs() {
      if (last === undefined || isDisproved) {
        return undefined;
      }
      return isBesideText ? AFTER_TEXT_WITH_REASON_MS : AFTER_REASON_MS;
    },
  };
}

/** The last totals count. Some hosts send zeros behind the real ones. */
function withUsage(
  known: TokenUsage | undefined,
  fresh: TokenUsage | undefined,
): TokenUsage | undefined {
  const isZero = fresh !== undefined && Object.values(fresh).every((count) => count === 0);
  return fresh === undefined || (isZero && known !== undefined) ? known : { ...known, ...fresh };
}

function isReadable({ isUnreadable }: EventContent): boolean {
  return isUnreadable !== true;
}
