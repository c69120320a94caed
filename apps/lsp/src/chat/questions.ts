import type { ChatMessage } from "@hexai/chat";

import { editBlockedReason } from "../privacy/edit-blocked-reason.ts";
import { runReportingProblems } from "../protocol/messages.ts";
import type { DocumentChange } from "../protocol/text-change.ts";
import { fileName } from "../protocol/uris.ts";
import type { ServerContext } from "../server-context.ts";
import { answerStyle } from "./answer-lines.ts";
import { askInDocument } from "./ask-in-document.ts";
import { answerAnchor } from "./edit-anchor.ts";
import { previousExchanges, questionMessages } from "./question-prompt.ts";
import { parseSlashCommand, runSlashCommand } from "./slash-commands.ts";
import { streamAnswer } from "./stream-answer.ts";
import { createStreamedEdit } from "./streamed-edit.ts";
import { typedQuestion, type TypedQuestion } from "./typed-question.ts";

/** Answers questions in documents, right below the line that the user has just ended with `?>` or a similar mark. */
export function registerQuestions(context: ServerContext): void {
  const { onChange, documents, config, alreadyEdited, isUndone } = context;
  onChange((change) => {
    const { uri, versionBefore } = change;
    const source = { languageId: documents.get(uri)?.languageId, path: uri };
    const isOurs = alreadyEdited(uri, versionBefore) || isUndone(change);
    const question = isOurs ? undefined : typedQuestion(change, config().chat, source);
    if (question !== undefined) {
      const command = parseSlashCommand(question.text);
      void runReportingProblems(context, "chat", () =>
        command === undefined
          ? answerQuestion(context, change, question)
          : runSlashCommand(context, command, change, question),
      );
    }
  });
}

/** @returns What to tell the user, if anything. The part of the answer that has arrived is in the document then. */
async function answerQuestion(
  context: ServerContext,
  change: DocumentChange,
  question: TypedQuestion,
): Promise<string | undefined> {
  const { uri, after } = change;
  const { client, clock } = context;
  const {
    encoding,
    streamsEdits: streams,
    keepsCursorInside,
    checksVersions,
    keepsOrder,
  } = client();
  const style = answerStyle(after, question);
  const movesCursor = keepsCursorInside && checksVersions;
  const anchor = answerAnchor({ ending: question.ending, eol: style.eol, movesCursor });
  const options = { ...context, uri, encoding, label: "Answer", keepsOrder };
  const edit = createStreamedEdit(anchor, options);
  try {
    const blockedReason = await editBlockedReason(context, uri);
    if (blockedReason !== undefined) {
      return blockedReason;
    }
    const messages = messagesFor(context, change, question);
    const result = await streamAnswer({ edit, style, streams, clock }, (signal, onDelta) =>
      askInDocument(context, { title: "answering", messages, signal, onDelta }),
    );
    return result.type === "written" ? undefined : result.message;
  } catch (error) {
    return edit.removedMessage() ?? Promise.reject(error);
  } finally {
    edit.dispose();
  }
}

function messagesFor(
  { config, documents }: ServerContext,
  { uri, after }: DocumentChange,
  question: TypedQuestion,
): readonly ChatMessage[] {
  const { chat, prompts } = config();
  const input = {
    question: question.text,
    previous: previousExchanges(after, question, chat.chat_prefixes),
    language: documents.get(uri)?.languageId ?? "",
    file: fileName(uri),
  };
  return questionMessages(input, prompts.chat.system);
}
