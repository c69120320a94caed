import { addTests, prepareAction, type TestTarget } from "@hexai/actions";
import { MessageType, type Position } from "vscode-languageserver";

import { editProblem } from "../../protocol/apply-edit.ts";
import { askWithProgress } from "../../protocol/ask-with-progress.ts";
import { showMessage } from "../../protocol/messages.ts";
import type { ServerContext } from "../../server-context.ts";
import { type ActionJob, missingInputProblem } from "../action-job.ts";
import { testEditsOf, testsPosition } from "./test-edits.ts";
import {
  directoryOf,
  findTestFile,
  readTestFile,
  relativePathOf,
  type TestFile,
} from "./test-file.ts";

/**
 * Has the model write tests for the selection and adds them to their conventional file, which is created if it is missing. The
 * selection stays as it is.
 *
 * @returns What to tell the user when nothing was changed.
 */
export async function runUnitTest(
  context: ServerContext,
  job: ActionJob,
): Promise<string | undefined> {
  const { action, uri, selection, source } = job;
  const file = await findTestFile(context.documents, job);
  if (file === undefined) {
    return `${action.title} needs a file on this machine, because the tests go into one beside it`;
  }
  const name = relativePathOf(directoryOf(uri), file.uri);
  const problem = problemWith(file, name, context.client().createsFiles);
  if (problem !== undefined) {
    return problem;
  }
  const tests = file.uri === uri ? undefined : await testTarget(context, file, name);
  const prepared = prepareAction(action, selection, { ...source, tests });
  if (prepared === undefined) {
    return missingInputProblem(job);
  }
  const { title } = action;
  const { messages } = prepared;
  const code = prepared.resultOf(
    await askWithProgress(context, "code_action", { title, messages }),
  );
  return addToFile(context, job, { uri: file.uri, name, code });
}

interface WrittenTests {
  readonly uri: string;
  /** The name of the file in messages. */
  readonly name: string;
  readonly code: string;
}

/** Reads the file again, because it may have changed while the model worked. */
async function addToFile(
  context: ServerContext,
  { action: { title: label }, uri: codeUri, languageId, text: codeText }: ActionJob,
  { uri, name, code }: WrittenTests,
): Promise<string | undefined> {
  const { encoding, createsFiles } = context.client();
  const file = await readTestFile(context.documents, uri);
  const problem = problemWith(file, name, createsFiles);
  if (problem !== undefined) {
    return problem;
  }
  const { version, content } = file;
  const text = content.type === "text" ? content.text : "";
  const insertions = addTests(code, text, { path: codeUri, languageId, text: codeText });
  if (insertions.length === 0) {
    return "the model wrote no tests";
  }
  const isNew = content.type === "missing";
  const edits = testEditsOf(text, insertions, encoding);
  const result = await context.applyEdit({ uri, version, isNew, edits, label });
  if (result.ok && uri !== codeUri) {
    await showTests(context, uri, name, testsPosition(text, insertions, encoding));
  }
  return editProblem(result);
}

function problemWith(
  { content }: TestFile,
  name: string,
  createsFiles: boolean,
): string | undefined {
  if (content.type === "unreadable") {
    return `${name} cannot be read: ${content.reason}`;
  }
  return content.type === "missing" && !createsFiles
    ? `this editor creates no files for Hexai: create ${name}, and run the action again`
    : undefined;
}

/** The test file for the prompt. Its text is included unless the file must stay at home. */
async function testTarget(
  { privacy }: ServerContext,
  { uri, content }: TestFile,
  path: string,
): Promise<TestTarget> {
  const isSent = content.type === "text" && (await privacy.blockedReason(uri)) === undefined;
  return { path, ...(isSent ? { text: content.text } : {}) };
}

/** Opens the tests in the editor, or says where they are if the client cannot open them. */
async function showTests(
  { connection, client }: ServerContext,
  uri: string,
  name: string,
  position: Position,
): Promise<void> {
  const isShown = client().showsDocuments && (await showDocument());
  if (!isShown) {
    showMessage(connection, MessageType.Info, `Hexai: the tests are in ${name}`);
  }

  async function showDocument(): Promise<boolean> {
    try {
      const selection = { start: position, end: position };
      const { success } = await connection.window.showDocument({ uri, takeFocus: true, selection });
      return success;
    } catch {
      return false; // the client answered with an error, or the connection is closed
    }
  }
}
