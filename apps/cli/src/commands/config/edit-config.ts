import { type ConfigPathsOptions, starterConfig } from "@hexai/config";
import { parseEditorCommand, UserError } from "@hexai/process";

import type { Editor } from "../command.ts";
import { createUserConfig } from "./io/create-user-config.ts";
import { userConfigPath } from "./user-config-path.ts";

/**
 * `hexai config edit`: opens the user's file in the editor. Where there is none, it begins with every key explained
 * and commented out.
 *
 * @throws {UserError} When there is no editor, no terminal or no place for the file, or the editor fails.
 */
export async function editConfig(options: ConfigPathsOptions, editor: Editor): Promise<void> {
  const command = parseEditorCommand(options.env);
  if (!editor.isAvailable()) {
    throw new UserError(2, "hexai config edit needs a terminal; hexai config path names the file");
  }
  if (command === undefined) {
    throw new UserError(1, "there is no editor: set HEXAI_EDITOR, as in: export HEXAI_EDITOR=vi");
  }
  const { path, exists } = userConfigPath(options);
  if (!exists) {
    await createUserConfig(path, starterConfig());
  }
  await editor.edit(command, path);
}
