import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Stage } from "./stage.ts";

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

type OnStage = (name: string, play: (stage: Stage) => Promise<void>) => Promise<void>;

/** The menu and the preview behind a tmux key, on top of a pane whose text is selected. */
export async function takeTmuxPictures(onStage: OnStage, home: string): Promise<void> {
  await writeFile(join(home, "ready.js"), LONG_WAY);
  await onStage("tmux-menu", async (stage) => {
    await openMenu(stage, "");
  });
  await onStage("tmux-preview", async (stage) => {
    await openMenu(stage, "--popup-width 100% --popup-height 60%");
    await stage.press("i");
    await stage.shows(/accept/u);
    await stage.shows(/hexai\s+Σ/u);
  });
  await onStage("tmux-preview-narrow", async (stage) => {
    await openMenu(stage, "--popup-width 60 --popup-height 16");
    await stage.press("i");
    await stage.shows(/accept/u);
    await stage.shows(/hexai\s+Σ/u);
  });
}

async function openMenu(stage: Stage, flags: string): Promise<void> {
  const command = `hexai-tmux-action --pane "#{pane_id}" ${flags}`;
  await stage.tmux("bind-key", "a", "run-shell", "-b", command);
  await stage.type(`cat ~/ready.js`);
  await stage.shows(/^\}/mu);
  await stage.tmux("copy-mode");
  for (const move of ["history-top", "cursor-down", "start-of-line", "begin-selection"]) {
    await stage.tmux("send-keys", "-X", move);
  }
  await stage.tmux("send-keys", "-X", "-N", "7", "cursor-down");
  await stage.press("C-b", "a");
  await stage.shows(/Rewrite selection/u);
}
