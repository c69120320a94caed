import { execFile, spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import type { EditorClient } from "./editor-client.ts";
import type { Scene } from "./scene.ts";

const run = promisify(execFile);
const PAGE = join(import.meta.dirname, "../../../docs/editors/emacs.md");

/** The Emacs packages that are clients, and for each its block of the page, counted from 0. */
const CLIENTS = { eglot: 0, "lsp-mode": 1 } as const;
export type EmacsClient = keyof typeof CLIENTS;

/** A real Emacs with the configuration of its page. */
export async function startEmacsEditor(
  client: EmacsClient,
  { home, project, env }: Scene,
  onEnd: (end: () => Promise<void>) => void,
): Promise<EditorClient> {
  const socket = join(home, "emacs.sock");
  const script = join(home, "user.el");
  const lines = [
    PREPARED,
    await configurationOf(client),
    CLIENT_FORMS[client],
    `(setq server-name ${quoted(socket)})`,
    "(server-start)",
  ];
  await writeFile(script, lines.join("\n"));
  const child = spawn("emacs", ["--fg-daemon", "--quick", "--load", script], {
    env,
    cwd: project,
    stdio: "ignore",
  });
  onEnd(() => {
    child.kill("SIGKILL");
    return Promise.resolve();
  });

  let count = 0;
  let queue: Promise<unknown> = Promise.resolve();

  /** What a form is. One after the other: Emacs would begin the next one while it waits for the server. */
  function evaluate(form: string): Promise<unknown> {
    const answer = queue.then(() => evaluateNow(form));
    queue = answer.catch(() => undefined);
    return answer;
  }

  async function evaluateNow(form: string): Promise<unknown> {
    count += 1;
    const result = join(home, `result-${count}.json`);
    const asked = `(answer ${quoted(result)} ${form})`;
    await run("emacsclient", ["--socket-name", socket, "--eval", asked], { env });
    const answer: unknown = JSON.parse(await readFile(result, "utf8"));
    await rm(result);
    return answer;
  }

  async function expectForm(form: string): Promise<void> {
    await vi.waitFor(async () => {
      if ((await evaluate(form)) !== true) {
        throw new Error(`Still not: ${form}`);
      }
    }, PATIENCE);
  }

  await vi.waitFor(() => evaluate("t"), PATIENCE);
  let lastWas: "undo" | "other" = "other";

  async function act(form: string): Promise<void> {
    lastWas = "other";
    await evaluate(`(command ${form})`);
  }

  return {
    async open(name) {
      await act(`(find-file ${quoted(join(project, name))})`);
      await act("(start-client)");
      await expectForm("(is-served)");
    },
    openUnnamed: () => Promise.reject(new Error("Emacs has no client for a buffer without a file")),
    moveBehind: (text) => act(`(move-behind ${quoted(text)})`),
    async type(text, { keyMs = 0 } = {}) {
      for (const part of keyMs === 0 ? [text] : Array.from(text)) {
        await act(`(type ${quoted(part)})`);
        await new Promise((resolve) => setTimeout(resolve, keyMs));
      }
    },
    awaitItem: () => expectForm("(has-item)"),
    hasItem: async () => (await evaluate("(has-item)")) === true,
    acceptItem: () => act("(completion-at-point)"),
    async act(title, first, last) {
      await act(`(choose-action ${quoted(title)} ${first} ${last})`);
    },
    async undo() {
      const last = lastWas;
      await evaluate(`(take-back ${last === "undo" ? "t" : "nil"})`);
      lastWas = "undo";
    },
    async redo() {
      await evaluate("(take-back nil)");
      lastWas = "other";
    },
    text: async () => String(await evaluate("(document-text)")),
    told: async () => String(await evaluate("said")),
    close: () => act("(close-files)"),
    async restart() {
      await act("(restart-client)");
      await expectForm("(is-served)");
    },
  };
}

async function configurationOf(client: EmacsClient): Promise<string> {
  const page = await readFile(PAGE, "utf8");
  const blocks = Array.from(page.matchAll(/```elisp\n(.*?)```/gs), ([, block = ""]) => block);
  return blocks[CLIENTS[client]] ?? "";
}

/** A string as Emacs Lisp has it. */
function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Debian's packages where Emacs finds them without an init file, and a user who types and chooses. */
const PREPARED = `
(setq package-directory-list
      (list "/usr/share/emacs/site-lisp/elpa" "/usr/share/emacs/site-lisp/elpa-src"))
(require 'package)
(package-initialize)
(require 'json)
(require 'server)
(setq make-backup-files nil auto-save-default nil create-lockfiles nil)
(add-to-list 'auto-mode-alist '("\\\\.ts\\\\'" . js-mode))
(add-to-list 'auto-mode-alist '("\\\\.md\\\\'" . text-mode))
(defvar said "")
(advice-add 'message :before
  (lambda (&rest args) (when (car args) (setq said (concat said (apply #'format-message args) "\\n")))))
(defun here () (car (seq-filter #'buffer-file-name (buffer-list))))
(defmacro answer (file form)
  \`(let* ((answer (with-current-buffer (or (here) (current-buffer)) (accept-process-output nil 0.01) (report-changes) ,form))
           (json (json-encode (if (eq answer nil) :json-false answer)))
           (coding-system-for-write 'utf-8))
     (with-temp-file ,file (insert json))
     t))
(defmacro command (form) ; as Emacs does it for a key
  \`(progn (undo-boundary) (prog1 (progn ,form t) (undo-boundary) (report-changes))))
(defun close-files ()
  (dolist (buffer (buffer-list))
    (when (buffer-file-name buffer)
      (with-current-buffer buffer (set-buffer-modified-p nil))
      (kill-buffer buffer))))
(defun type (text) (insert text))
(defun move-behind (text)
  (goto-char (point-min))
  (unless (equal text "") (search-forward text)))
(defun document-text ()
  (let ((text (buffer-substring-no-properties (point-min) (point-max))))
    (if (eq 1 (coding-system-eol-type buffer-file-coding-system))
        (replace-regexp-in-string "\\n" "\\r\\n" text)
      text)))
(defun item-texts ()
  (let* ((found (run-hook-with-args-until-success 'completion-at-point-functions)))
    (when (consp found)
      (let ((typed (buffer-substring-no-properties (nth 0 found) (nth 1 found))))
        (all-completions typed (nth 2 found) (plist-get (nthcdr 3 found) :predicate))))))
(defun has-item () (and (item-texts) t))
(defun take-back (is-further)
  (let ((last-command (if is-further 'undo 'other)) (this-command 'undo))
    (undo-boundary)
    (undo-only-or-redo is-further)
    (undo-boundary)
    (report-changes)
    t))
(defun undo-only-or-redo (_is-further) (undo 1))
(defun select-lines (first last)
  (goto-char (point-min))
  (forward-line first)
  (push-mark (point) t t)
  (forward-line (- (1+ last) first))
  (setq mark-active t transient-mark-mode t))
`;

const CLIENT_FORMS = {
  eglot: `
(setq eglot-sync-connect t)
(defun report-changes () ; what eglot does when its user pauses for half a second
  (when (bound-and-true-p eglot--managed-mode) (eglot--signal-textDocument/didChange)))
(defun start-client () (unless (eglot-current-server) (call-interactively 'eglot)))
(defun is-served () (and (eglot-current-server) t))
(defun restart-client ()
  (eglot-shutdown (eglot-current-server))
  (call-interactively 'eglot))
(defun choose-action (title first last)
  (select-lines first last)
  (cl-letf (((symbol-function 'completing-read) (lambda (_prompt choices &rest _) title)))
    (eglot-code-actions (region-beginning) (region-end) nil t))
  (deactivate-mark))
`,
  "lsp-mode": `
(setq lsp-auto-guess-root t lsp-restart 'ignore lsp-enable-file-watchers nil lsp-enable-snippet nil
      lsp-modeline-diagnostics-enable nil lsp-headerline-breadcrumb-enable nil)
(defun report-changes () nil)
(defun start-client () (lsp))
(defun is-served ()
  (and (lsp-workspaces) (eq 'initialized (lsp--workspace-status (car (lsp-workspaces))))))
(defun restart-client ()
  (with-lsp-workspace (car (lsp-workspaces)) (lsp--shutdown-workspace))
  (while (lsp-workspaces) (accept-process-output nil 0.05))
  (lsp))
(defun choose-action (title first last)
  (select-lines first last)
  (let ((action (seq-find (lambda (one) (equal title (lsp-get one :title))) (lsp-code-actions-at-point))))
    (lsp-execute-code-action action))
  (deactivate-mark))
`,
} as const;
