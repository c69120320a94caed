import { execFile } from "node:child_process";
import { appendFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

import { describe, it, onTestFinished } from "vitest";

import { attachStdin, readAttachments } from "./read-attachments.ts";

const PNG = Buffer.from("\x89PNG\r\n\x1a\nrest", "latin1");
const MIB = 1024 * 1024;

describe("readAttachments", () => {
  it("reads texts and pictures by what is in them, in their order", async ({ expect }) => {
    const cwd = await directory({ "a.ts": "f();\n", "b.txt": PNG, "c.png": "words", ".x": "" });

    expect(read(["c.png", "b.txt", "a.ts", ".x"], cwd)).toEqual([
      { type: "text", name: "c.png", block: "c.png\n```png\nwords\n```", isBlank: false },
      { type: "image", name: "b.txt", part: { type: "image", mediaType: "image/png", bytes: PNG } },
      { type: "text", name: "a.ts", block: "a.ts\n```ts\nf();\n```", isBlank: false },
      { type: "text", name: ".x", block: ".x\n```\n```", isBlank: true },
    ]);
  });

  it("reads a file once, by whatever name, and keeps the place of stdin", async ({ expect }) => {
    const cwd = await directory({ a: "x\n" });
    await symlink("a", join(cwd, "b"));

    const attachments = read(["a", "-", "./a", "b", join(cwd, "a")], cwd);

    expect(attachments).toEqual([
      { type: "text", name: "a", block: "a\n```\nx\n```", isBlank: false },
      { type: "stdin" },
    ]);
  });

  it("advises in a chat what can be done there", async ({ expect }) => {
    const cwd = await directory({ "a.pdf": "%PDF-1.7", more: "x".repeat(MIB + 1), ".env": "A=1" });
    const adviceFor = (path: string): string => {
      try {
        readAttachments([path], { cwd, allowSecretFiles: false, surface: "chat" });
        return "";
      } catch (error) {
        return String(error);
      }
    };

    for (const path of ["a.pdf", "more", ".", ".env", "https://x.y/z", "nothing"]) {
      expect(adviceFor(path)).toContain(`cannot send ${path}: `);
      expect(adviceFor(path)).not.toMatch(/ -f |\| hexai/u);
    }
    expect(adviceFor("more")).toContain("head -c 1000000 more > part.txt, then: /file part.txt");
  });

  it("says which files hold secrets", async ({ expect }) => {
    const cwd = await directory({ ".env": "A=1\n", a: "x" });
    await symlink(".env", join(cwd, "link"));

    const attached = readAttachments([".env", "a"], { cwd, allowSecretFiles: true });
    const linked = readAttachments(["link"], { cwd, allowSecretFiles: true });

    expect(attached).toMatchObject([{ isSecret: true }, {}]);
    expect(attached[1]).not.toHaveProperty("isSecret");
    expect(linked).toMatchObject([{ isSecret: true }]);
  });

  it("leaves out a byte order mark", async ({ expect }) => {
    const cwd = await directory({ a: "\ufeffx\r\n" });

    expect(read(["a"], cwd)).toMatchObject([{ block: "a\n```\nx\r\n```" }]);
  });

  it("reads files of the kernel, which say that they are empty", ({ expect }) => {
    expect(read(["/proc/self/status"], "/")).toMatchObject([
      { block: expect.stringMatching(/^\/proc\/self\/status\n```\nName:/u) },
    ]);
  });

  it("takes 1 MiB of text and not a byte more, and pictures of any size", async ({ expect }) => {
    const cwd = await directory({
      most: "é".repeat(MIB / 2),
      more: "x".repeat(MIB + 1),
      picture: Buffer.concat([PNG, Buffer.alloc(3 * MIB)]),
    });

    expect(read(["most"], cwd)).toHaveLength(1);
    expect(read(["picture"], cwd)).toMatchObject([{ part: { bytes: { length: 3 * MIB + 12 } } }]);
    expect(() => read(["more"], cwd)).toThrow(
      "cannot send more: it is over 1 MiB; send a part of it: head -c 1000000 more | hexai …",
    );
  });

  it("refuses a picture that no request can hold, before it reads it", async ({ expect }) => {
    const cwd = await directory({ huge: PNG });
    await truncate(join(cwd, "huge"), 3 * 1024 * MIB);

    expect(() => read(["huge"], cwd)).toThrow(
      "cannot send huge: it is larger than a request can be; send it smaller",
    );
  });

  it("reads a file that grows all the time", async ({ expect }) => {
    const cwd = await directory({ log: "line\n" });
    const timer = setInterval(() => appendFileSync(join(cwd, "log"), "line\n"), 1);
    onTestFinished(() => clearInterval(timer));

    expect(read(["log"], cwd)).toMatchObject([{ type: "text" }]);
  });

  it.for([
    { name: "none.ts", message: "cannot send none.ts: there is no such file; a path counts from" },
    { name: "", message: "cannot send : it is a directory; name each file" },
    {
      name: "sub",
      message:
        "cannot send sub: it is a directory; name each file with a -f of its own, or send several as one text: cat sub/* | hexai …",
    },
    {
      name: "a b\n'c",
      message: `cannot send a b␊'c: it is neither text nor a picture that models read (PNG, JPEG, GIF, WebP); send the words in it: strings 'a b␊'"'"'c' | hexai …`,
    },
    { name: "-rf", message: "strings ./-rf | hexai …" },
    {
      name: "latin",
      message:
        "cannot send latin: it is not UTF-8; convert it: iconv -f latin1 -t utf-8 latin | hexai …",
    },
    {
      name: "utf16",
      message:
        "cannot send utf16: it is not UTF-8; convert it: iconv -f utf-16 -t utf-8 utf16 | hexai …",
    },
    { name: "cut", message: "cannot send cut: it is not UTF-8;" },
    {
      name: "shot.heic",
      message:
        "cannot send shot.heic: models do not read HEIC; convert it: magick shot.heic shot.png",
    },
    {
      name: "shot.png",
      message:
        "cannot send shot.png: models do not read AVIF; convert it: magick shot.png shot-1.png",
    },
    {
      name: "v.svg",
      message:
        "cannot send v.svg: models do not read SVG; convert it: rsvg-convert -o v.png v.svg, or send its source: cat v.svg | hexai …",
    },
    { name: "a.pdf", message: "pdftotext a.pdf - | hexai …" },
    {
      name: "https://x.y/a?b=1&c",
      message:
        "cannot send https://x.y/a?b=1&c: it is an address and not a file; fetch it: curl -fsSL 'https://x.y/a?b=1&c' | hexai -f - …",
    },
    { name: "file:///etc/hosts", message: "it is an address and not a path; leave out file://" },
    {
      name: "/dev/zero",
      message:
        "cannot send /dev/zero: it is a device, which has no end; send a part of it: head -c 1000 /dev/zero | hexai …",
    },
    { name: "latin/x", message: "cannot send latin/x: there is no such file" },
    { name: "loop", message: "cannot send loop: it cannot be read (ELOOP)" },
    { name: "x".repeat(300), message: "it cannot be read (ENAMETOOLONG)" },
  ])("refuses $name", async ({ name, message }, { expect }) => {
    const cwd = await directory({
      "a b\n'c": "\0\0",
      "-rf": "\0",
      latin: Buffer.from("caf\xe9", "latin1"),
      utf16: Buffer.from("\ufeffx", "utf16le"),
      cut: Buffer.from("é").subarray(0, 1),
      "shot.heic": "\0\0\0\x18ftypheic",
      "shot.png": "\0\0\0\x18ftypavif",
      "v.svg": "<svg/>\n<svg >",
      "a.pdf": "%PDF-1.7",
    });
    await mkdir(join(cwd, "sub"));
    await symlink("loop", join(cwd, "loop"));

    expect(() => read([name], cwd)).toThrow(
      expect.objectContaining({ exitCode: 1, message: expect.stringContaining(message) }),
    );
  });

  it("waits for no pipe and no socket", async ({ expect }) => {
    const cwd = await directory({});
    await promisify(execFile)("mkfifo", [join(cwd, "pipe")]);
    const server = createServer().listen(join(cwd, "socket"));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));

    expect(() => read(["pipe", "socket"], cwd)).toThrow(
      "cannot send pipe: it is a pipe and not a file; send what comes out of it: cat pipe | hexai -f - …\nhexai: cannot send socket: it is a socket",
    );
  });

  it.runIf(process.getuid?.() !== 0)("says that a file is not readable", async ({ expect }) => {
    const cwd = await directory({ a: "x" });
    await chmod(join(cwd, "a"), 0);

    expect(() => read(["a"], cwd)).toThrow(
      "cannot send a: it cannot be read (EACCES); chmod u+r lets you",
    );
  });

  it.for([
    {
      name: ".env",
      message: "cannot send .env: it may hold secrets; --allow-secret-files sends it",
    },
    { name: "./sub/../.env", message: "it may hold secrets" },
    { name: "sub/ID_RSA", message: "it may hold secrets" },
    {
      name: "notes.txt",
      message:
        /^cannot send notes\.txt: it leads to \/.*\/\.env, which may hold secrets; --allow-/u,
    },
    { name: "far.txt", message: /it leads to \/.*\/\.env, which/u },
    { name: "key.pem", message: "it may hold secrets" },
    { name: "linked/../../.env", message: "it may hold secrets" },
    { name: ".env.local", message: "it may hold secrets" },
  ])("keeps $name at home unless that is allowed", async ({ name, message }, { expect }) => {
    const cwd = await directory({ ".env": "A=1\n", "plain.txt": "A=1\n", ".env.local": "A=1\n" });
    await mkdir(join(cwd, "sub", "deep"), { recursive: true });
    await writeFile(join(cwd, "sub", "ID_RSA"), "A=1\n");
    await symlink(".env", join(cwd, "notes.txt"));
    await symlink("notes.txt", join(cwd, "far.txt"));
    await symlink("plain.txt", join(cwd, "key.pem"));
    await symlink("sub/deep", join(cwd, "linked"));

    expect(() => read([name], cwd)).toThrow(message);
    expect(readAttachments([name], { cwd, allowSecretFiles: true })).toMatchObject([
      { block: expect.stringContaining("A=1") },
    ]);
  });

  it("sends what git ignores, and examples of environments", async ({ expect }) => {
    const cwd = await directory({ ".gitignore": "a\n", a: "x", ".env.example": "A=\n" });

    expect(read(["a", ".env.example"], cwd)).toHaveLength(2);
  });
});

describe("attachStdin", () => {
  it("takes a text or a picture", ({ expect }) => {
    expect(attachStdin(Buffer.from("x\n"))).toMatchObject({ block: "stdin\n```\nx\n```" });
    expect(attachStdin(PNG)).toMatchObject({ type: "image", name: "stdin" });
  });

  it.for([
    {
      bytes: "\0",
      message:
        "cannot send stdin: it is neither text nor a picture that models read (PNG, JPEG, GIF, WebP); send the words in it: strings | hexai …",
    },
    {
      bytes: "caf\xe9",
      message: "cannot send stdin: it is not UTF-8; convert it: iconv -f latin1 -t utf-8 | hexai …",
    },
    {
      bytes: "<svg>",
      message:
        "models do not read SVG; convert it: rsvg-convert -o picture.png, or leave out -f - to send its source",
    },
    { bytes: "%PDF-1.7", message: "send its text: pdftotext - - | hexai …" },
    { bytes: "\0\0\0\x18ftypheic", message: "convert it: magick - picture.png" },
  ])("refuses $bytes with a command that reads stdin", ({ bytes, message }, { expect }) => {
    expect(() => attachStdin(Buffer.from(bytes, "latin1"))).toThrow(message);
  });
});

function read(paths: readonly string[], cwd: string): ReturnType<typeof readAttachments> {
  return readAttachments(paths, { cwd, allowSecretFiles: false });
}

async function directory(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "hexai-attachments-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(path, name), content);
  }
  return path;
}
