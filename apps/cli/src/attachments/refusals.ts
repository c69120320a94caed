import { sanitizeName, truncateToWidth } from "@hexai/terminal/text";
import { quote } from "shlex";

import type { ForeignName } from "./file-format.ts";

/** Why a file cannot be sent. */
export type Refusal =
  | { readonly type: "secret"; readonly target: string | undefined }
  | { readonly type: "missing" }
  | { readonly type: "address" }
  | { readonly type: "directory" | "pipe" | "socket" | "device" }
  | { readonly type: "unreadable"; readonly code: string }
  | { readonly type: "picture-too-large" | "too-large" }
  | { readonly type: "foreign"; readonly name: ForeignName }
  | { readonly type: "encoding"; readonly isUtf16: boolean }
  | { readonly type: "binary" };

/** Where a file is named: with `hexai -f`, or in a chat, whose stdin is the keyboard. */
export type Surface = "chat" | "flag";

/** One sentence: what cannot be sent, why, and what to do instead. */
export function formatRefusal(path: string, refusal: Refusal, surface: Surface): string {
  const shown = path === "-" ? "stdin" : truncateToWidth(path, SHOWN_WIDTH);
  return sanitizeName(`cannot send ${shown}: ${reasonFor(path, refusal, surface)}`);
}

/** In cells of a terminal. */
const SHOWN_WIDTH = 200;

function reasonFor(path: string, refusal: Refusal, surface: Surface): string {
  const isChat = surface === "chat";
  /** How the output of a command is sent in the place of the file. */
  const send = (command: string, flags = ""): string =>
    isChat ? `${command} > part.txt, then: /file part.txt` : `${command} | hexai ${flags}…`;
  const file = asArgument(path);
  switch (refusal.type) {
    case "secret": {
      const { target } = refusal;
      const what =
        target === undefined
          ? "it may hold secrets"
          : `it leads to ${target}, which may hold secrets`;
      return isChat
        ? `${what}; a chat that is started with --allow-secret-files sends it all the same`
        : `${what}; --allow-secret-files sends it all the same`;
    }
    case "missing": {
      return path.includes("\ufffd")
        ? `there is no such file; if its name is not UTF-8, send what is in it: ${send("cat FILE", "-f - ")}`
        : "there is no such file; a path counts from the current directory";
    }
    case "address": {
      const plain = /^file:\/\//iu.test(path);
      return plain
        ? `it is an address and not a path; leave out file://`
        : `it is an address and not a file; fetch it: ${send(`curl -fsSL ${quote(path)}`, "-f - ")}`;
    }
    case "directory": {
      return `it is a directory; name each file with a ${isChat ? "/file" : "-f"} of its own, or send several as one text: ${send(`cat ${withSlash(file)}*`)}`;
    }
    case "pipe":
    case "socket": {
      const program = refusal.type === "socket" ? "nc -U" : "cat";
      const source = /^\/(?:dev|proc\/\w+)\/fd\//u.test(path) ? "COMMAND" : `${program} ${file}`;
      return `it is a ${refusal.type} and not a file; send what comes out of it: ${send(source, "-f - ")}`;
    }
    case "device": {
      return `it is a device, which has no end; send a part of it: ${send(`head -c 1000 ${file}`)}`;
    }
    case "unreadable": {
      return `it cannot be read (${refusal.code})${refusal.code === "EACCES" ? "; chmod u+r lets you" : ""}`;
    }
    case "too-large": {
      return `it is over 1 MiB; send a part of it: ${send(`head -c 1000000 ${file}`)}`;
    }
    case "picture-too-large": {
      return "it is larger than a request can be; send it smaller";
    }
    case "foreign": {
      return foreignReason(file, path, refusal.name, send);
    }
    case "encoding": {
      return `it is not UTF-8; convert it: ${send(filter(`iconv -f ${refusal.isUtf16 ? "utf-16" : "latin1"} -t utf-8`, file))}`;
    }
    case "binary":
    default: {
      return `it is neither text nor a picture that models read (PNG, JPEG, GIF, WebP); send the words in it: ${send(filter("strings", file))}`;
    }
  }
}

function foreignReason(
  file: string,
  path: string,
  name: ForeignName,
  send: (command: string) => string,
): string {
  if (name === "PDF") {
    return `models do not read PDF as it is; send its text: ${send(`pdftotext ${file} -`)}`;
  }
  const base = path === "-" ? "picture" : path.replace(/\.[^./]*$/u, "");
  const png = asArgument(`${base}${path === `${base}.png` ? "-1" : ""}.png`);
  const converted =
    name === "SVG" ? filter(`rsvg-convert -o ${png}`, file) : `magick ${file} ${png}`;
  const asText =
    name === "SVG"
      ? file === "-"
        ? ", or leave out -f - to send its source"
        : `, or send its source: ${send(`cat ${file}`)}`
      : "";
  return `models do not read ${name}; convert it: ${converted}${asText}`;
}

/** A program that reads a file which it is given, or stdin when it is given none. */
function filter(program: string, file: string): string {
  return file === "-" ? program : `${program} ${file}`;
}

/** As a shell takes it for one word and a program for no option. */
function asArgument(path: string): string {
  return quote(path.startsWith("-") && path !== "-" ? `./${path}` : path);
}

function withSlash(file: string): string {
  return file.endsWith("/") ? file : `${file}/`;
}
