import type { FromScreen, ToScreen } from "../popup/screen-messages.ts";

const ITEM = { id: "simplify", title: "Simplify", hotkey: "i", does: "act" } as const;

/** What a program says in the course of a session, as it goes over a socket. */
export const TO_SCREEN_SAMPLES: readonly string[] = [
  streamOf([
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
  ]),
  streamOf([
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
  ]),
  streamOf([
    { type: "chosen", item: { ...ITEM, wantsPrompt: true } },
    { type: "failure", message: "openai refused:\n no" },
  ]),
];

/** What a screen says, except `copy`: there is no clipboard that may be filled. */
export const FROM_SCREEN_SAMPLES: readonly string[] = [
  streamOf([
    { type: "ready" },
    { type: "start", id: "simplify" },
    { type: "again", instruction: "shorter" },
    { type: "cancel" },
    { type: "accept", text: "an answer\r\n日" },
  ]),
  streamOf([
    { type: "ready" },
    { type: "start", id: "custom_prompt", instruction: "do" },
    { type: "start", id: "dance" },
    { type: "failure-seen" },
  ]),
  streamOf([{ type: "ready" }, { type: "start", id: "simplify" }, { type: "decline" }]),
];

/** Members and messages that readers may fall over. */
export const MESSAGE_WORDS: readonly string[] = [
  ',"type":"accept"',
  ',"text":null',
  ',"__proto__":{"type":"accept","text":"x"}',
  "\n",
  "{}\n",
  "null\n",
  '{"type":"accept"}\n',
  '{"type":"accept","text":["x"]}\n',
  '{"type":"decline"}\n',
  '{"type":"start","id":"__proto__"}\n',
  '{"type":"menu","menu":{"items":[],"customItems":[]}}\n',
  '{"type":"answer","before":"","after":""}\n',
  '{"type":"failure","message":""}\n',
];

function streamOf(messages: readonly (FromScreen | ToScreen)[]): string {
  return messages.map((message) => `${JSON.stringify(message)}\n`).join("");
}
