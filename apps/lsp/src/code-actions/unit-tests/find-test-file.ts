import { testPathsOf } from "@hexai/actions";
import type { TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import { documentPath } from "../../protocol/uris.ts";
import { type FileText, isThere, readTextFile } from "./io/text-file.ts";
import { directoryOf, parentOf } from "./uri-paths.ts";

/** The file that tests go into. */
export interface TestFile {
  readonly uri: string;
  /** That of the open document; `null` when it is not open. */
  readonly version: number | null;
  readonly content: FileText;
}

/** Where the tests of a document belong, or `undefined` when there is no place for them. */
export async function findTestFile(
  documents: Pick<TextDocuments<TextDocument>, "get">,
  { uri, languageId }: Pick<TextDocument, "uri" | "languageId">,
): Promise<TestFile | undefined> {
  const source = { path: uri, languageId };
  const candidates = testPathsOf(source, await projectOf(directoryOf(uri)));
  for (const candidate of candidates) {
    const file = await readTestFile(documents, candidate);
    if (file.content.type !== "missing") {
      return file;
    }
  }
  for (const candidate of candidates) {
    if (await isUriThere(directoryOf(candidate))) {
      return { uri: candidate, version: null, content: { type: "missing" } };
    }
  }
  return undefined;
}

/** The file as it is now: as the editor has it, else as it is on disk. */
export async function readTestFile(
  documents: Pick<TextDocuments<TextDocument>, "get">,
  uri: string,
): Promise<TestFile> {
  const open = documents.get(uri);
  if (open) {
    return { uri, version: open.version, content: { type: "text", text: open.getText() } };
  }
  const path = documentPath(uri);
  const content: FileText = path === undefined ? { type: "missing" } : await readTextFile(path);
  return { uri, version: null, content };
}

/** What stands at the root of a project. */
const ROOT_MARKS = [".git", "pyproject.toml", "setup.py", "setup.cfg"];

async function projectOf(directory: string): Promise<string | undefined> {
  for (let above: string | undefined = directory; above; above = parentOf(above)) {
    const marks = await Promise.all(ROOT_MARKS.map((mark) => isUriThere(above + mark)));
    if (marks.includes(true)) {
      return above;
    }
  }
  return undefined;
}

async function isUriThere(uri: string): Promise<boolean> {
  const path = documentPath(uri);
  return path !== undefined && isThere(path);
}
