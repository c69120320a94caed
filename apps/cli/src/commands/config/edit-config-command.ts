import { type ConfigPathsOptions, starterConfig } from "@hexai/config";
import { type EditorCommand, parseEditorCommand, UserError } from "@hexai/process";

import { createUserConfig } from "./io/create-user-config.ts";
import { userConfigPathOf } from "./user-config-path-of.ts";

/** Lets a person edit a file; resolves when the editor has ended. */
export type EditFile = (command: EditorCommand, file: string) => Promise<void>;

/**
 * `hexai config edit`: opens the user's file in the editor. Where there is none, it begins with every key explained
 * and commented out.
 *
 * @param editFile - Absent: there is no terminal.
 * @throws {UserError} When there is no editor, no terminal or no place for the file, or the editor fails.
 */
export async function editConfigCommand(
  places: ConfigPathsOptions,
  editFile: EditFile | undefined,
): Promise<void> {
  const command = parseEditorCommand(places.env);
  if (editFile === undefined) {
    throw new UserError(2, "hexai config edit needs a terminal; hexai config path names the file");
  }
  if (command === undefined) {
    throw new UserError(1, "there is no editor: set HEXAI_EDITOR, as in: export HEXAI_EDITOR=vi");
  }
  const { path, exists } = userConfigPathOf(places);
  if (!exists) {
    await createUserConfig(path, starterConfig());
  }
  await editFile(command, path);
}
