import { StyledLines } from "@hexai/terminal";
import { type Instance, render } from "ink";

import type { Channel } from "../popup/channel.ts";
import type { UserMessage, ScreenMessage } from "../popup/messages.ts";
import type { Key } from "./key.ts";
import type { Size } from "./layout.ts";
import { screenLines } from "./screen-lines.ts";
import { firstScreenState, nextScreenState, type ScreenEvent } from "./screen-state.ts";

/** A terminal that can be drawn on and that keys come from. */
interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** To be called once. */
  listen(onKey: (key: Key) => void): void;
  close(): void;
}

export interface ScreenDependencies {
  /** Opens the terminal, from which no other program reads until it is closed. */
  readonly open: () => Terminal;
  /** Lets a person edit a text. @throws {Error} (as a rejection) With a sentence for the user. */
  readonly edit: (text: string, editor: EditorOf<ScreenMessage>) => Promise<string>;
}

type EditorOf<Message> = Message extends { readonly editor?: (infer Editor) | undefined }
  ? NonNullable<Editor>
  : never;

const TICK_MS = 100;
/** More than ink's 30, so that the menu does not wait for the frame before it. */
const MAX_FPS = 120;
/** The alternate screen with bracketed paste, which distinguishes a paste from keys. */
const OTHER_SCREEN = "\u001b[?1049h\u001b[H\u001b[?2004h";
const FIRST_SCREEN = "\u001b[?1049l\u001b[?2004l";

/** Shows what the program sends and sends what the user wants, until one of them closes the channel. */
export function showScreen(
  channel: Channel<UserMessage, ScreenMessage>,
  { open, edit }: ScreenDependencies,
): Promise<void> {
  return new Promise((resolve) => {
    let drawing = draw();
    let state = firstScreenState(drawing.size());
    let isClosed = false;
    let editor: EditorOf<ScreenMessage> | undefined;
    let isDrawingDue = false;
    const ticking = setInterval(() => {
      if (state.mode.type === "working") {
        dispatch({ type: "tick", byMs: TICK_MS });
      }
    }, TICK_MS);

    function draw() {
      const terminal = open();
      const { stdin, stdout } = terminal;
      const size = (): Size => sizeOf(stdout);
      const resize = (): void => dispatch({ type: "resize", size: size() });
      const options = { stdin, stdout, exitOnCtrlC: false, maxFps: MAX_FPS, patchConsole: false };
      let app: Instance | undefined;
      stdout.write(OTHER_SCREEN);
      stdout.on("resize", resize);
      terminal.listen((key) => dispatch({ type: "key", key }));
      return {
        size,
        update() {
          const screen = <StyledLines lines={screenLines(state)} isColorful={state.isColorful} />;
          if (app === undefined) {
            app = render(screen, options);
          } else {
            app.rerender(screen);
          }
        },
        async end() {
          stdout.off("resize", resize);
          const exited = app?.waitUntilExit(); // asked for after `unmount`, it would leave a listener behind
          app?.unmount();
          await exited;
          await new Promise<void>((done) => {
            stdout.write(FIRST_SCREEN, () => done());
          });
          terminal.close();
        },
      };
    }

    function dispatch(event: ScreenEvent): void {
      const before = state.mode.type;
      if (before === "over") {
        return;
      }
      const step = nextScreenState(state, event);
      state = step.state;
      if (step.tell !== undefined) {
        channel.send(step.tell);
      }
      if (state.mode.type === "over") {
        channel.close();
      } else if (state.mode.type === "editing" && before !== "editing") {
        void runEditor();
      } else if (state.mode.type !== "editing" && state.mode.type !== "waiting") {
        drawSoon();
      }
    }

    /** Once for all the keys that come together: a prompt that is typed by a program comes by the thousands. */
    function drawSoon(): void {
      if (isDrawingDue) {
        return;
      }
      isDrawingDue = true;
      queueMicrotask(() => {
        isDrawingDue = false;
        if (state.mode.type !== "over" && state.mode.type !== "editing") {
          drawing.update();
        }
      });
    }

    async function runEditor(): Promise<void> {
      await drawing.end();
      const event = await edited();
      if (isClosed) {
        resolve();
        return;
      }
      drawing = draw();
      dispatch({ type: "resize", size: drawing.size() });
      dispatch(event);
    }

    async function edited(): Promise<ScreenEvent> {
      try {
        const text = state.preview?.after ?? "";
        return { type: "edited", text: editor === undefined ? text : await edit(text, editor) };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return { type: "edit-failure", message };
      }
    }

    channel.listen(
      (message) => {
        if (message.type === "hello") {
          editor = message.editor;
        }
        dispatch({ type: "message", message });
      },
      () => {
        clearInterval(ticking);
        isClosed = true;
        if (state.mode.type !== "editing") {
          state = { ...state, mode: { type: "over" } };
          void drawing.end().then(resolve);
        }
      },
    );
  });
}

/** The size of a terminal that does not tell its own. */
const USUAL_SIZE: Size = { columns: 80, rows: 24 };

function sizeOf({ columns, rows }: NodeJS.WriteStream): Size {
  return columns > 0 && rows > 0 ? { columns, rows } : USUAL_SIZE;
}
