import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import {
  needs,
  type ProviderRequest,
  type ProviderReply,
  startProvider,
  temporaryHome,
} from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

import { answering, LSP_BIN } from "../lsp/lsp-fixture.ts";

const run = promisify(execFile);
/** The block of the page for each client, counted from 0. */
const BLOCK = { eglot: 0, "lsp-mode": 1 } as const;
const PAGE = join(import.meta.dirname, "../../../docs/editors/emacs.md");

describe.for(["eglot", "lsp-mode"] as const)(
  "a real Emacs with %s, as the documentation has it",
  (client) => {
    it("takes a completion behind an emoji", async ({ expect }) => {
      const { text } = await played(client, "", { respond: answering("leted();") }, [
        `(type "const 🙂 = comp")`,
        "(completion-at-point)",
      ]);

      expect(text).toBe("const 🙂 = completed();");
    });

    it("answers a question at the end of the file, and what is typed next lands behind the answer", async ({
      expect,
    }) => {
      const { text, requests } = await played(
        client,
        "# 🙂\n",
        { respond: answering("A view\n\n", "of 日") },
        [
          `(type "🙂 why?>")`,
          `(wait-until (string-suffix-p "of 日" (buffer-string)))`,
          `(type "\nnext")`,
        ],
      );

      expect(text).toBe("# 🙂\n🙂 why?\n> A view\n>\n> of 日\nnext");
      expect(requests.map(({ messages }) => messages.at(-1)?.content)).toEqual(["🙂 why?"]);
    });

    it("answers a question that arrives together with the lines above it, in the middle of a file", async ({
      expect,
    }) => {
      const { text } = await played(client, "\nend\n", { respond: answering("A view") }, [
        "(goto-char (point-min))",
        `(type "# Title\n\nwhy?>")`,
        `(wait-until (string-match-p "view\nend" (buffer-string)))`,
      ]);

      expect(text).toBe("# Title\n\nwhy?\n> A view\nend\n");
    });

    it("writes what a tag asks for", async ({ expect }) => {
      const { text } = await played(client, "", { respond: answering("42") }, [
        `(type "b = >!the answer>")`,
        `(wait-until (string-match-p "42" (buffer-string)))`,
      ]);

      expect(text).toBe("b = 42");
    });

    it("leaves a question as it is when the provider fails", async ({ expect }) => {
      const { text, output } = await played(
        client,
        "",
        {
          respond: () => ({
            type: "status",
            status: 400,
            body: { error: { message: "No such model." } },
          }),
        },
        [`(type "why?>")`, `(wait-until (string-match-p "No such model" said))`],
      );

      expect(text).toBe("why?>");
      expect(output).toContain("No such model");
    });
  },
);

interface Played {
  readonly text: string;
  /** Everything that Emacs has said. */
  readonly output: string;
  readonly requests: readonly ProviderRequest[];
}

/** Opens a file with a text in an Emacs, does what `forms` say at its end, and reads it. */
async function played(
  client: "eglot" | "lsp-mode",
  content: string,
  provider: { readonly respond: () => ProviderReply },
  forms: readonly string[],
): Promise<Played> {
  needs(`emacs with ${client}`);
  const simulated = await startProvider(provider);
  const home = await temporaryHome();
  onTestFinished(async () => {
    await simulated.stop();
    await home.remove();
  });
  const file = join(home.dir, "work/notes.txt");
  const script = join(home.dir, "play.el");
  const result = join(home.dir, "result.txt");
  await put(join(home.dir, "bin/hexai-lsp"), `#!/bin/sh\nexec '${LSP_BIN}' "$@"\n`);
  await put(file, content);
  const lines = [
    PREPARED,
    await configurationOf(client),
    `(find-file ${JSON.stringify(file)})`,
    STARTED[client],
    "(goto-char (point-max))",
    ...forms,
    `(let ((text (buffer-string))) (with-temp-file ${JSON.stringify(result)} (insert text)))`,
    "(kill-emacs 0)",
  ];
  await put(script, lines.join("\n"));
  const { PATH = "" } = process.env;
  const { stdout, stderr } = await run("emacs", ["--batch", "--no-init-file", "--load", script], {
    env: {
      ...home.env,
      PATH: `${join(home.dir, "bin")}:${PATH}`,
      LC_ALL: "C.UTF-8",
      OPENAI_API_KEY: "sk-0123456789",
      HEXAI_OPENAI_BASE_URL: simulated.url,
    },
    cwd: dirname(file),
    timeout: 60_000,
  });
  return {
    text: await readFile(result, "utf8"),
    output: stdout + stderr,
    requests: simulated.requests.filter(({ messages }) => messages.length > 0),
  };
}

async function configurationOf(client: "eglot" | "lsp-mode"): Promise<string> {
  const page = await readFile(PAGE, "utf8");
  const blocks = Array.from(page.matchAll(/```elisp\n(.*?)```/gs), ([, block = ""]) => block);
  return blocks[BLOCK[client]] ?? "";
}

/** Debian's packages where Emacs finds them without an init file, and a user who types and waits. */
const PREPARED = `
(setq package-directory-list
      (list "/usr/share/emacs/site-lisp/elpa" "/usr/share/emacs/site-lisp/elpa-src"))
(require 'package)
(package-initialize)
(defvar said "")
(advice-add 'message :before
  (lambda (&rest args) (when (car args) (setq said (concat said (apply #'format-message args) "\\n")))))
(defun report-changes () ; what eglot does when its user pauses for half a second
  (when (bound-and-true-p eglot--managed-mode) (eglot--signal-textDocument/didChange)))
(defun type (text) (insert text) (report-changes))
(defmacro wait-until (form)
  \`(let ((end (+ (float-time) 20)))
     (while (not ,form)
       (when (> (float-time) end) (error "Still not: %S in %S" ',form (buffer-string)))
       (accept-process-output nil 0.05)
       (report-changes))))
`;

/** Starts the client in the current buffer, and waits until the server serves it. */
const STARTED = {
  eglot: "(setq eglot-sync-connect t) (call-interactively 'eglot)",
  "lsp-mode": `
(setq lsp-auto-guess-root t lsp-restart 'ignore lsp-enable-file-watchers nil lsp-enable-snippet nil
      lsp-modeline-diagnostics-enable nil lsp-headerline-breadcrumb-enable nil)
(lsp)
(wait-until (and (lsp-workspaces) (eq 'initialized (lsp--workspace-status (car (lsp-workspaces))))))`,
} as const;

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { mode: 0o755 });
}
