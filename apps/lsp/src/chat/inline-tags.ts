import { cleanAnswer } from "@hexai/actions";
import type { ChatMessage } from "@hexai/chat";

import { contextOf } from "../completion/prompt/context-window.ts";
import { withProblemsTold } from "../protocol/report-problem.ts";
import type { DocumentChange, Span } from "../protocol/text-change.ts";
import { fileName } from "../protocol/uris.ts";
import type { ServerContext } from "../server-context.ts";
import { askInDocument } from "./ask-in-document.ts";
import { createLiveText } from "./live-text.ts";
import { tagMessages } from "./tag-messages.ts";
import { tagSpot } from "./tag-spot.ts";
import { typedTag, type TypedTag } from "./typed-tag.ts";

/** Does what `>!text>` asks for as soon as the user has closed it: the result stands instead of the tag. */
export function registerInlineTags(context: ServerContext): void {
  const { onChange, config, isSpent } = context;
  onChange((change) => {
    const tag = isSpent(change.uri, change.versionBefore)
      ? undefined
      : typedTag(change, config().inline);
    if (tag !== undefined) {
      void withProblemsTold(context, "tag", () => resolveTag(context, change, tag));
    }
  });
}

/** @returns What to tell the user, if anything; then the tag is still there. */
async function resolveTag(
  context: ServerContext,
  change: DocumentChange,
  tag: TypedTag,
): Promise<string | undefined> {
  const { uri, after } = change;
  const { place } = tag;
  const { encoding } = context.client();
  const live = createLiveText(tagSpot(place), { ...context, uri, encoding, label: "Instruction" });
  try {
    const blockedReason = await context.privacy.blockedReason(uri, { callerShows: true });
    if (blockedReason !== undefined) {
      return blockedReason;
    }
    const messages = messagesOf(context, change, tag);
    const answer = await askInDocument(context, { title: "writing", messages, signal: live.gone });
    const writing = await live.write(resultOf(answer, after, place), true);
    return writing.type === "failed" ? writing.message : undefined;
  } finally {
    live.dispose();
  }
}

/** Below the first line, a result is as deep as the line that it begins on. */
function resultOf(answer: string, text: string, { start, end }: Span): string {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const lead = before.trim() === "" ? before : "";
  const result = cleanAnswer(answer, lead + text.slice(start, end)).slice(lead.length);
  return text.includes("\r\n") ? result.replaceAll(/\r?\n/g, "\r\n") : result;
}

function messagesOf(
  { config, documents }: ServerContext,
  { uri, after }: DocumentChange,
  { place, instruction }: TypedTag,
): readonly ChatMessage[] {
  const { general, prompts } = config();
  const text = after.slice(0, place.start) + after.slice(place.end);
  const line = after.slice(0, place.start).split("\n").length - 1;
  const languageId = documents.get(uri)?.languageId ?? "";
  const shown = contextOf({ uri, languageId, text, offset: place.start, line }, general);
  return tagMessages(
    { ...shown, instruction, language: languageId, file: fileName(uri) },
    prompts.completion,
  );
}
