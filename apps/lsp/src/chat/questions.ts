import type { ChatMessage } from "@hexai/chat";

import { withProblemsTold } from "../protocol/report-problem.ts";
import type { DocumentChange } from "../protocol/text-change.ts";
import { fileName } from "../protocol/uris.ts";
import type { ServerContext } from "../server-context.ts";
import { answerStyleOf } from "./answer-lines.ts";
import { answerSpot } from "./answer-spot.ts";
import { askInDocument } from "./ask-in-document.ts";
import { chatCommandOf } from "./chat-command.ts";
import { earlierPairs } from "./earlier-pairs.ts";
import { createLiveText } from "./live-text.ts";
import { questionMessages } from "./question-messages.ts";
import { runChatCommand } from "./slash-commands.ts";
import { streamAnswer } from "./stream-answer.ts";
import { typedQuestion, type TypedQuestion } from "./typed-question.ts";

/** Answers questions in documents, right below the line that the user has just ended with `?>` or one of its like. */
export function registerChat(context: ServerContext): void {
  const { onChange, documents, config, isSpent } = context;
  onChange((change) => {
    const { uri, versionBefore } = change;
    const source = { languageId: documents.get(uri)?.languageId, path: uri };
    const question = isSpent(uri, versionBefore)
      ? undefined
      : typedQuestion(change, config().chat, source);
    if (question !== undefined) {
      const command = chatCommandOf(question.text);
      void withProblemsTold(context, "chat", () =>
        command === undefined
          ? answerQuestion(context, change, question)
          : runChatCommand(context, command, change, question),
      );
    }
  });
}

/** @returns What to tell the user, if anything. What the model has said until then is in the document. */
async function answerQuestion(
  context: ServerContext,
  change: DocumentChange,
  question: TypedQuestion,
): Promise<string | undefined> {
  const { uri, after } = change;
  const { client, clock, privacy } = context;
  const { encoding, streamsEdits: streams } = client();
  const style = answerStyleOf(after, question);
  const live = createLiveText(answerSpot(question.ending, style.eol), {
    ...context,
    uri,
    encoding,
    label: "Answer",
  });
  try {
    const blockedReason = await privacy.blockedReason(uri, { callerShows: true });
    if (blockedReason !== undefined) {
      return blockedReason;
    }
    const messages = messagesOf(context, change, question);
    const writing = await streamAnswer({ live, style, streams, clock }, (signal, onDelta) =>
      askInDocument(context, { title: "answering", messages, signal, onDelta }),
    );
    return writing.type === "failed" ? writing.message : undefined;
  } finally {
    live.dispose();
  }
}

function messagesOf(
  { config, documents }: ServerContext,
  { uri, after }: DocumentChange,
  question: TypedQuestion,
): readonly ChatMessage[] {
  const { chat, prompts } = config();
  const input = {
    question: question.text,
    earlier: earlierPairs(after, question, chat.chat_prefixes),
    language: documents.get(uri)?.languageId ?? "",
    file: fileName(uri),
  };
  return questionMessages(input, prompts.chat.system);
}
