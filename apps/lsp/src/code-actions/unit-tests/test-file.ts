import { testPathsOf } from "@hexai/actions";
import type { TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import { documentPath } from "../../protocol/uris.ts";
import { type FileText, fileExists, readTextFile } from "./io/text-file.ts";

/** The file that tests go into. */
export interface TestFile {
  readonly uri: string;
  /** The version of the open document; `null` when it is not open. */
  readonly version: number | null;
  readonly content: FileText;
}

/** The conventional file for the tests of a document, or `undefined` when there is no directory for it. */
export async function findTestFile(
  documents: Pick<TextDocuments<TextDocument>, "get">,
  { uri, languageId }: Pick<TextDocument, "uri" | "languageId">,
): Promise<TestFile | undefined> {
  const source = { path: uri, languageId };
  const candidates = testPathsOf(source, await findProject(directoryOf(uri)));
  for (const candidate of candidates) {
    const file = await readTestFile(documents, candidate);
    if (file.content.type !== "missing") {
      return file;
    }
  }
  for (const candidate of candidates) {
    if (await uriExists(directoryOf(candidate))) {
      return { uri: candidate, version: null, content: { type: "missing" } };
    }
  }
  return undefined;
}

/** The file as it is now: the open document, else the file on disk. */
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

/** Entries that mark the root of a project. */
const ROOT_MARKS = [".git", "pyproject.toml", "setup.py", "setup.cfg"];

async function findProject(directory: string): Promise<string | undefined> {
  for (let above: string | undefined = directory; above; above = parentOf(above)) {
    const marks = await Promise.all(ROOT_MARKS.map((mark) => uriExists(above + mark)));
    if (marks.includes(true)) {
      return above;
    }
  }
  return undefined;
}

async function uriExists(uri: string): Promise<boolean> {
  const path = documentPath(uri);
  return path !== undefined && fileExists(path);
}

/** The URI of the directory that holds the file, with a slash at its end. */
export function directoryOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1);
}

/** The directory above, or `undefined` for the topmost one. */
export function parentOf(directory: string): string | undefined {
  const parent = directory.replace(/[^/]+\/$/, "");
  return parent === directory || !parent.endsWith("/") ? undefined : parent;
}

/** The path from a directory to a file. Both are URIs with the same scheme. */
export function relativePathOf(directory: string, file: string): string {
  const from = directory.split("/");
  const to = file.split("/");
  let common = 0;
  while (common < from.length - 1 && from[common] === to[common]) {
    common += 1;
  }
  return [...from.slice(common, -1).map(() => ".."), ...to.slice(common)]
    .map(decodeSegment)
    .join("/");
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a stray percent sign stands for itself
  }
}
