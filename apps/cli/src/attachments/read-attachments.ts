import { resolve } from "node:path";

import { createSecretTest, type IsSecretFile } from "@hexai/privacy";
import { realPath, UserError } from "@hexai/process";
import { sanitizeName } from "@hexai/terminal/text";

import type { Attachment } from "./attachment.ts";
import { fencedBlock } from "./fenced-block.ts";
import { formatOf } from "./file-format.ts";
import { type ReadFile, readFile } from "./io/read-file.ts";
import { formatRefusal, type Refusal, type Surface } from "./refusals.ts";

export interface ReadAttachmentsOptions {
  /** What paths count from. */
  readonly cwd: string;
  /** Whether files that hold secrets by convention may be sent, too. */
  readonly allowSecretFiles: boolean;
  /** Where they are named, which the advice goes by; with `-f` by default. */
  readonly surface?: Surface;
}

/** Where what comes on stdin belongs among files. */
export interface StdinPlace {
  readonly type: "stdin";
}

/**
 * Reads files as parts of a question, each file once: a text as a fenced block under its path, a picture as it is. `-` is stdin, which
 * is not read here.
 *
 * @throws {UserError} With a line for each that cannot be sent, and what to do instead.
 */
export function readAttachments(
  paths: readonly string[],
  options: ReadAttachmentsOptions,
): readonly (Attachment | StdinPlace)[] {
  const isSecret = createSecretTest();
  const refusals: string[] = [];
  const attachments = new Map<string, Attachment | StdinPlace>();
  for (const path of paths) {
    if (path === "-") {
      attachments.set(path, { type: "stdin" });
      continue;
    }
    // The system goes back behind a link for a `..`, and what it reads is what is judged.
    const real = realPath(path.startsWith("/") ? path : `${options.cwd}/${path}`);
    const refusal = refusalBefore(path, real, isSecret, options);
    if (refusal === undefined && attachments.has(real)) {
      continue;
    }
    const outcome = refusal === undefined ? attach(path, readFile(real)) : { refusal };
    if ("refusal" in outcome) {
      refusals.push(formatRefusal(path, outcome.refusal, options.surface ?? "flag"));
    } else {
      const mayHoldSecrets = isSecret(resolve(options.cwd, path)) || isSecret(real);
      attachments.set(real, mayHoldSecrets ? { ...outcome, isSecret: true } : outcome);
    }
  }
  if (refusals.length > 0) {
    throw new UserError(1, refusals.join("\nhexai: "));
  }
  return [...attachments.values()];
}

/**
 * What came on stdin as a part of a question.
 *
 * @throws {UserError} When it is neither a text nor a picture, or when nothing came: the program before the pipe has failed.
 */
export function attachStdin(bytes: Uint8Array): Attachment {
  if (bytes.length === 0) {
    throw new UserError(
      2,
      "-f - reads stdin, and nothing came from there; see whether the command before the pipe has failed",
    );
  }
  const outcome = attach("-", { bytes });
  if ("refusal" in outcome) {
    throw new UserError(1, formatRefusal("-", outcome.refusal, "flag"));
  }
  return outcome;
}

function refusalBefore(
  path: string,
  real: string,
  isSecret: IsSecretFile,
  { cwd, allowSecretFiles }: ReadAttachmentsOptions,
): Refusal | undefined {
  if (ADDRESS.test(path)) {
    return { type: "address" };
  }
  const isNamedSecret = isSecret(resolve(cwd, path));
  return !allowSecretFiles && (isNamedSecret || isSecret(real))
    ? { type: "secret", target: isNamedSecret ? undefined : real }
    : undefined;
}

const ADDRESS = /^[a-z][a-z\d+.-]*:\/\//iu;

function attach(path: string, read: ReadFile): Attachment | { readonly refusal: Refusal } {
  if ("refusal" in read) {
    return read;
  }
  const { bytes } = read;
  const name = path === "-" ? "stdin" : path;
  const format = formatOf(bytes);
  if (format.type === "image") {
    const { mediaType } = format;
    return { type: "image", name: sanitizeName(name), part: { type: "image", mediaType, bytes } };
  }
  if (format.type === "foreign") {
    return { refusal: { type: "foreign", name: format.name } };
  }
  const text = decode(bytes);
  return typeof text === "string"
    ? {
        type: "text",
        name: sanitizeName(name),
        block: fencedBlock(name, text),
        isBlank: text.trim() === "",
      }
    : { refusal: text };
}

/** Without the byte order mark that it may begin with. */
function decode(bytes: Uint8Array): string | Refusal {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { type: "encoding", isUtf16: true };
  }
  if (bytes.includes(0)) {
    return { type: "binary" };
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) {
      return { type: "encoding", isUtf16: false };
    }
    throw error;
  }
}
