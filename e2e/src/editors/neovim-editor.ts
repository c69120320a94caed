import { vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import type { EditorClient } from "./editor-client.ts";
import { type NeovimProgram, startNeovimProcess, WAIT } from "./neovim-process.ts";
import type { Scene } from "./scene.ts";

/** After this a user presses the key again, in milliseconds. */
const PRESS_AGAIN = { timeout: 1_000, interval: 50 };

/** A real Neovim with the configuration of its page. */
export async function startNeovimEditor(
  program: NeovimProgram,
  scene: Scene,
  onEnd: (end: () => Promise<void>) => void,
): Promise<EditorClient> {
  const neovim = await startNeovimProcess(program, scene, onEnd);
  const { ask, keys } = neovim;

  /** Calls a function of the user's, as `USER` has it. */
  async function call(
    name: string,
    ...args: readonly (string | number | boolean)[]
  ): Promise<string> {
    const list = args
      .map((arg) => (typeof arg === "boolean" ? `v:${arg}` : quoted(arg)))
      .join(", ");
    return ask(`v:lua.${name}(${list})`);
  }

  const hasItem = async (): Promise<boolean> => (await ask("pumvisible()")) === "1";

  return {
    async open(name) {
      await ask(`execute("edit ${name}")`);
      await neovim.attached();
    },
    async openUnnamed() {
      await ask('execute("enew | setfiletype markdown")');
      await neovim.attached();
    },
    async moveBehind(text) {
      await call("move_behind", text);
      await expectMode("n");
    },
    async type(text, { keyMs = 0, staysInWord = false } = {}) {
      await call("type_text", text, keyMs, staysInWord);
      await vi.waitFor(async () => {
        if ((await call("typing")) !== "0") {
          throw new Error("The user still types");
        }
      }, PATIENCE);
      await expectMode(staysInWord ? "i" : "n");
    },
    async awaitItem() {
      await vi.waitFor(async () => {
        await vi.waitUntil(hasItem, PRESS_AGAIN).catch(async (error: unknown) => {
          await keys("<C-x><C-o>");
          throw error;
        });
      }, PATIENCE);
    },
    hasItem,
    acceptItem: () => keys("<C-y>"),
    async act(title, first, last) {
      const action = program === "nvim" ? "<Bslash>h" : "gra";
      await call("forget_choice");
      await keys(`<Esc>${first + 1}GV${last + 1}G${action}`);
      await neovim.chosen(title);
    },
    undo: () => keys("<Esc>u"),
    redo: () => keys("<Esc><C-r>"),
    text: () => call("document_text"),
    told: () => ask('execute("messages")'),
    async close() {
      await ask('execute("bdelete!")');
    },
    async restart() {
      await call("restart_server");
      await vi.waitFor(async () => {
        if ((await call("server_count")) !== "0") {
          throw new Error("The server still runs");
        }
      }, WAIT);
      await ask('execute("doautocmd FileType")');
      await neovim.attached();
    },
  };

  async function expectMode(mode: string): Promise<void> {
    await vi.waitFor(async () => {
      const current = await ask("mode()");
      if (current !== mode) {
        throw new Error(`Neovim is in mode ${current}`);
      }
    }, WAIT);
  }
}

/** A string as Vim script has it. */
function quoted(value: string | number): string {
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
