import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { PictureTerminal } from "./picture-terminal.ts";

/** What is selected in the pictures. */
const LONG_WAY = `function isReady(user) {
  if (user.ready === true) {
    return true;
  } else {
    return false;
  }
}
`;
/** What the model makes of it. */
export const SHORT_WAY = `function isReady(user) {
  return user.ready === true;
}
`;

type TakePicture = (
  name: string,
  play: (terminal: PictureTerminal) => Promise<void>,
) => Promise<void>;

/** The menu and the preview behind a tmux key, on top of a pane whose text is selected. */
export async function takeTmuxPictures(takePicture: TakePicture, home: string): Promise<void> {
  await writeFile(join(home, "ready.js"), LONG_WAY);
  await takePicture("tmux-menu", async (terminal) => {
    await openMenu(terminal, "");
  });
  await takePicture("tmux-preview", async (terminal) => {
    await openMenu(terminal, "--popup-width 100% --popup-height 60%");
    await terminal.press("i");
    await terminal.shows(/accept/u);
    await terminal.shows(/hexai\s+Σ/u);
  });
  await takePicture("tmux-preview-narrow", async (terminal) => {
    await openMenu(terminal, "--popup-width 60 --popup-height 16");
    await terminal.press("i");
    await terminal.shows(/accept/u);
    await terminal.shows(/hexai\s+Σ/u);
  });
}

async function openMenu(terminal: PictureTerminal, flags: string): Promise<void> {
  const command = `hexai-tmux-action --pane "#{pane_id}" ${flags}`;
  await terminal.tmux("bind-key", "a", "run-shell", "-b", command);
  await terminal.type(`cat ~/ready.js`);
  await terminal.shows(/^\}/mu);
  await terminal.tmux("copy-mode");
  for (const move of ["history-top", "cursor-down", "start-of-line", "begin-selection"]) {
    await terminal.tmux("send-keys", "-X", move);
  }
  await terminal.tmux("send-keys", "-X", "-N", "7", "cursor-down");
  await terminal.press("C-b", "a");
  await terminal.shows(/Rewrite selection/u);
}
