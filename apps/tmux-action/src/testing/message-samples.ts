import type { ScreenMessage, UserMessage } from "../popup/messages.ts";

const ITEM = { id: "simplify", title: "Simplify", hotkey: "i", does: "act" } as const;

/** Messages of a program in the course of several sessions. */
export const SCREEN_MESSAGE_SAMPLES: readonly ScreenMessage[] = [
  { type: "hello", selection: "a\n\tb 日\n", isColorful: true },
  {
    type: "menu",
    menu: {
      items: [
        { ...ITEM, wantsPrompt: false },
        { id: "custom", title: "Own", hotkey: "a", does: "open-custom", wantsPrompt: false },
        { id: "skip", title: "Skip", does: "skip", wantsPrompt: false },
      ],
      customItems: [{ ...ITEM, id: "own", title: "👩‍👩‍👧 own", wantsPrompt: true }],
    },
  },
  {
    type: "hello",
    selection: "x",
    isColorful: false,
    editor: { cwd: "/", env: { A: "b" }, file: "/nowhere" },
  },
  { type: "chosen", item: { ...ITEM, wantsPrompt: false } },
  { type: "delta", text: "```js\n" },
  { type: "delta", text: "\u001b[2J日🙂" },
  { type: "answer", before: "a\nb\nc\n", after: "a\nB\nc\nd" },
  { type: "notice", message: "copied" },
  { type: "chosen", item: { ...ITEM, wantsPrompt: true } },
  { type: "failure", message: "openai refused:\n no" },
];

/** Messages of a screen, except `copy`: a test must not fill the user's clipboard. */
export const USER_MESSAGE_SAMPLES: readonly UserMessage[] = [
  { type: "start", id: "simplify" },
  { type: "again", instruction: "shorter" },
  { type: "cancel" },
  { type: "accept", text: "an answer\r\n日" },
  { type: "start", id: "custom_prompt", instruction: "do" },
  { type: "start", id: "dance" },
  { type: "failure-seen" },
  { type: "decline" },
];
