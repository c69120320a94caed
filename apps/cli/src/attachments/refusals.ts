import { sanitizeName } from "@hexai/terminal/text";
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

/** One sentence: what cannot be sent, why, and what to do instead. */
export function formatRefusal(path: string, refusal: Refusal): string {
  return sanitizeName(`cannot send ${path === "-" ? "stdin" : path}: ${reasonFor(path, refusal)}`);
}

function reasonFor(path: string, refusal: Refusal): string {
  const file = asArgument(path);
  switch (refusal.type) {
    case "secret": {
      const { target } = refusal;
      const what =
        target === undefined
          ? "it may hold secrets"
          : `it leads to ${target}, which may hold secrets`;
      return `${what}; --allow-secret-files sends it all the same`;
    }
    case "missing": {
      return "there is no such file; a path counts from the current directory";
    }
    case "address": {
      const plain = /^file:\/\//iu.test(path);
      return plain
        ? `it is an address and not a path; leave out file://`
        : `it is an address and not a file; fetch it: curl -fsSL ${quote(path)} | hexai -f - …`;
    }
    case "directory": {
      return `it is a directory; name each file with a -f of its own, or send several as one text: cat ${withSlash(file)}* | hexai …`;
    }
    case "pipe":
    case "socket": {
      const source = /^\/(?:dev|proc\/\w+)\/fd\//u.test(path) ? "COMMAND" : `cat ${file}`;
      return `it is a ${refusal.type} and not a file; send what comes out of it: ${source} | hexai -f - …`;
    }
    case "device": {
      return `it is a device, which has no end; send a part of it: head -c 1000 ${file} | hexai …`;
    }
    case "unreadable": {
      return `it cannot be read (${refusal.code})${refusal.code === "EACCES" ? "; chmod u+r lets you" : ""}`;
    }
    case "too-large": {
      return `it is over 1 MiB; send a part of it: head -c 1000000 ${file} | hexai …`;
    }
    case "picture-too-large": {
      return "it is larger than a request can be; send it smaller";
    }
    case "foreign": {
      return foreignReason(file, path, refusal.name);
    }
    case "encoding": {
      return `it is not UTF-8; convert it: ${filter(`iconv -f ${refusal.isUtf16 ? "utf-16" : "latin1"} -t utf-8`, file)} | hexai …`;
    }
    case "binary":
    default: {
      return `it is neither text nor a picture that models read (PNG, JPEG, GIF, WebP); send the words in it: ${filter("strings", file)} | hexai …`;
    }
  }
}

function foreignReason(file: string, path: string, name: ForeignName): string {
  if (name === "PDF") {
    return `models do not read PDF as it is; send its text: pdftotext ${file} - | hexai …`;
  }
  const base = path === "-" ? "picture" : path.replace(/\.[^./]*$/u, "");
  const png = asArgument(`${base}${path === `${base}.png` ? "-1" : ""}.png`);
  const converted =
    name === "SVG" ? filter(`rsvg-convert -o ${png}`, file) : `magick ${file} ${png}`;
  const asText =
    name === "SVG"
      ? file === "-"
        ? ", or leave out -f - to send its source"
        : `, or send its source: hexai … < ${file}`
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
