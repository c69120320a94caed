import { closeSync, constants, openSync, readSync } from "node:fs";
import process from "node:process";

import { type Keypress, listenForKeypresses } from "@hexai/terminal";

/** The keys of the terminal, while a chat has it. */
export interface Keyboard {
  /** Gives the terminal back for as long as the process is stopped by Ctrl-Z; `onContinued` is called when it goes on. */
  suspend(onContinued: () => void): void;
  /** Gives the terminal back. May be called again. */
  close(): void;
}

export interface KeyboardEvents {
  readonly onKey: (key: Keypress) => void;
  readonly onResize: () => void;
  /** Called when no key can come any more. */
  readonly onEnd: () => void;
}

const PASTE_ON = "\u001b[?2004h";
const PASTE_OFF = "\u001b[?2004l";

/** What ends a process at once and can be caught, beside the signals that the program ends with by itself. */
const DEADLY_SIGNALS = ["SIGQUIT", "SIGABRT", "SIGALRM", "SIGUSR2", "SIGXCPU"] as const;

/**
 * Takes the terminal of stdin and stdout: keys come one by one, and a paste as one. However the process ends, the terminal is given
 * back, unless it is killed by a signal that nothing can catch.
 */
export function openKeyboard({ onKey, onResize, onEnd }: KeyboardEvents): Keyboard {
  const { stdin, stdout } = process;
  let isOpen = false;

  function take(): void {
    isOpen = true;
    stdin.setRawMode(true);
    stdout.write(PASTE_ON);
  }

  /** Puts what was typed while the program started before everything else; the terminal has made a line feed of each Enter. */
  function takeTypedAhead(): void {
    const typed = readTypedAhead().toString("latin1").replaceAll("\n", "\r");
    if (typed !== "") {
      stdin.unshift(Buffer.from(typed, "latin1"));
    }
  }

  function giveBack(): void {
    if (isOpen) {
      isOpen = false;
      stdout.write(PASTE_OFF);
      stdin.setRawMode(false);
    }
  }

  /** As the signal does without a listener, but with the terminal given back. */
  function die(signal: NodeJS.Signals): void {
    giveBack();
    DEADLY_SIGNALS.forEach((each) => process.off(each, die));
    process.kill(process.pid, signal);
  }

  const stopListening = listenForKeypresses(stdin, onKey);
  stdin.once("end", onEnd);
  stdout.on("resize", onResize);
  process.once("exit", giveBack);
  DEADLY_SIGNALS.forEach((signal) => process.on(signal, die));
  take();
  takeTypedAhead();
  return {
    suspend(onContinued) {
      giveBack();
      process.once("SIGCONT", () => {
        take();
        onContinued();
      });
      process.kill(0, "SIGTSTP"); // the whole job, as the terminal does
    },
    close() {
      stopListening();
      stdin.off("end", onEnd);
      stdout.off("resize", onResize);
      process.off("exit", giveBack);
      DEADLY_SIGNALS.forEach((signal) => process.off(signal, die));
      giveBack();
      stdin.pause();
    },
  };
}

/** What the terminal holds already, without waiting for more. */
function readTypedAhead(): Buffer {
  const pieces: Buffer[] = [];
  try {
    const terminal = openSync("/dev/tty", constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      for (;;) {
        const piece = Buffer.alloc(4096);
        const count = readSync(terminal, piece);
        if (count === 0) {
          break;
        }
        pieces.push(piece.subarray(0, count));
      }
    } finally {
      closeSync(terminal);
    }
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) {
      throw error;
    }
    // EAGAIN says that there is no more, and without a terminal of its own a process has nothing to look into.
  }
  return Buffer.concat(pieces);
}

/** Whether there is a terminal to read keys from. */
export function hasKeyboard(): boolean {
  return process.stdin.isTTY;
}
