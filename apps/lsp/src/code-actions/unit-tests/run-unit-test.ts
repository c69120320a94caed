import { addTests, prepareAction, type TestTarget } from "@hexai/actions";

import type { DeliverEdit } from "../../protocol/apply-edit.ts";
import type { ServerContext } from "../../server-context.ts";
import type { ActionJob } from "../action-job.ts";
import { askWithProgress } from "../ask-with-progress.ts";
import { lackProblemOf, problemOf } from "../problem-of.ts";
import { findTestFile, readTestFile, type TestFile } from "./find-test-file.ts";
import { showTests } from "./show-tests.ts";
import { testEditsOf, testsPlaceOf } from "./test-edits.ts";
import { directoryOf, relativePathOf } from "./uri-paths.ts";

/**
 * Has tests written for the selection and adds them to the file where they belong, which is created if need be.
 * The selection stays as it is.
 *
 * @returns What to tell the user when nothing was changed.
 */
export async function runUnitTest(
  context: ServerContext,
  deliver: DeliverEdit,
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
  const tests = file.uri === uri ? undefined : await targetOf(context, file, name);
  const prepared = prepareAction(action, selection, { ...source, tests });
  if (prepared === undefined) {
    return lackProblemOf(job);
  }
  const code = prepared.resultOf(await askWithProgress(context, action.title, prepared.messages));
  return addToFile(context, deliver, job, { uri: file.uri, name, code });
}

interface WrittenTests {
  readonly uri: string;
  /** The file as the user knows it. */
  readonly name: string;
  readonly code: string;
}

/** Goes by the file as it is now, after the model has worked. */
async function addToFile(
  context: ServerContext,
  deliver: DeliverEdit,
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
  const delivery = await deliver({ uri, version, isNew, edits, label });
  if (delivery.ok && uri !== codeUri) {
    await showTests(context, { uri, name, place: testsPlaceOf(text, insertions, encoding) });
  }
  return problemOf(delivery);
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

/** The model sees how the file begins, unless the file stays at home. */
async function targetOf(
  { privacy }: ServerContext,
  { uri, content }: TestFile,
  path: string,
): Promise<TestTarget> {
  const isSent = content.type === "text" && (await privacy.blockedReason(uri)) === undefined;
  return { path, ...(isSent ? { text: content.text } : {}) };
}
