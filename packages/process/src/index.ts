export { enableCompileCache } from "./compile-cache/io/enable-compile-cache.ts";
export { type EditorOptions, runEditor } from "./editor/io/run-editor.ts";
export {
  type EditorCommand,
  isEditorSet,
  parseEditorCommand,
} from "./editor/parse-editor-command.ts";
export {
  describeError,
  type ErrorContext,
  type ExitReport,
  exitReport,
} from "./exit/exit-report.ts";
export { type ExitCode, ExitRequest } from "./exit/exit-request.ts";
export { onFirstSignal } from "./exit/io/on-first-signal.ts";
export { usageError, UserError } from "./exit/user-error.ts";
export { makeOwnCache } from "./files/io/make-own-cache.ts";
export { makePrivateDirectory } from "./files/io/make-private-directory.ts";
export { isOwnCache, isSafeToCreate, isSafeToKeepIn } from "./files/io/own-directory.ts";
export { readRegularFile } from "./files/io/read-regular-file.ts";
export { realPath } from "./files/io/real-path.ts";
export { replaceFile } from "./files/io/replace-file.ts";
export { undefinedOnSystemErrorSync } from "./files/io/undefined-on-system-error-sync.ts";
export { workingDirectory } from "./files/io/working-directory.ts";
export { bunVersion } from "./runtime/io/bun-version.ts";
export { isStdinDirectory } from "./streams/io/is-stdin-directory.ts";
export { standardInput } from "./streams/io/standard-input.ts";
export { lastWrites, type StandardOutput, standardOutput } from "./streams/io/standard-output.ts";
