import { describe, it } from "vitest";

import type { UserMessage, MenuItem, ScreenMessage } from "../popup/messages.ts";
import type { Key } from "./key.ts";
import {
  firstScreenState,
  nextScreenState,
  type ScreenEvent,
  type ScreenState,
} from "./screen-state.ts";

const SIZE = { columns: 60, rows: 20 };
const SIMPLIFY: MenuItem = {
  id: "simplify",
  title: "Simplify",
  hotkey: "i",
  does: "act",
  wantsPrompt: false,
};
const PROMPT: MenuItem = { ...SIMPLIFY, id: "custom_prompt", hotkey: "p", wantsPrompt: true };
const MENU = onMessage({ type: "menu", menu: { items: [SIMPLIFY, PROMPT], customItems: [] } });
const HELLO = onMessage({
  type: "hello",
  selection: "a\n",
  isColorful: true,
  editor: { cwd: "/", env: {}, file: "/x" },
});
const ANSWER = onMessage({ type: "answer", before: "a\n", after: "b\n" });
const FAILURE = onMessage({ type: "failure", message: "503" });
const ENTER = key({ type: "enter" });
const ESC = key({ type: "escape" });
const STARTED: readonly UserMessage[] = [{ type: "start", id: "simplify" }];

describe("nextScreenState", () => {
  it.for<{ why: string; events: readonly Step[]; mode: string; said: readonly UserMessage[] }>([
    { why: "shows the menu", events: [HELLO, MENU], mode: "menu", said: [] },
    {
      why: "asks the model for what was chosen",
      events: [MENU, "i"],
      mode: "working",
      said: [{ type: "start", id: "simplify" }],
    },
    {
      why: "asks the user first where that is needed",
      events: [MENU, "p", "x", "y", ENTER],
      mode: "working",
      said: [{ type: "start", id: "custom_prompt", instruction: "xy" }],
    },
    { why: "sends no empty prompt", events: [MENU, "p", " ", ENTER], mode: "prompt", said: [] },
    { why: "comes back from the prompt", events: [MENU, "p", ESC], mode: "menu", said: [] },
    { why: "shows the answer", events: [MENU, "i", ANSWER], mode: "preview", said: STARTED },
    {
      why: "accepts the answer",
      events: [MENU, "i", ANSWER, ENTER],
      mode: "over",
      said: [...STARTED, { type: "accept", text: "b\n" }],
    },
    {
      why: "drops the answer",
      events: [MENU, "i", ANSWER, ESC],
      mode: "over",
      said: [...STARTED, { type: "decline" }],
    },
    {
      why: "cancels the request",
      events: [MENU, "i", ESC],
      mode: "over",
      said: [...STARTED, { type: "decline" }],
    },
    {
      why: "asks again",
      events: [MENU, "i", ANSWER, "n", "z", ENTER],
      mode: "working",
      said: [...STARTED, { type: "again", instruction: "z" }],
    },
    {
      why: "keeps the answer when asking again is cancelled",
      events: [MENU, "i", ANSWER, "n", "z", ENTER, ESC],
      mode: "preview",
      said: [...STARTED, { type: "again", instruction: "z" }, { type: "cancel" }],
    },
    {
      why: "keeps the answer when asking again fails",
      events: [MENU, "i", ANSWER, "n", "z", ENTER, FAILURE, "x"],
      mode: "preview",
      said: [...STARTED, { type: "again", instruction: "z" }],
    },
    {
      why: "asks nothing when the further instruction is not given",
      events: [MENU, "i", ANSWER, "n", ESC],
      mode: "preview",
      said: STARTED,
    },
    {
      why: "copies",
      events: [MENU, "i", ANSWER, "y"],
      mode: "preview",
      said: [...STARTED, { type: "copy", text: "b\n" }],
    },
    { why: "shows a failure", events: [MENU, "i", FAILURE], mode: "failure", said: STARTED },
    {
      why: "ends a failure by any key",
      events: [MENU, "i", FAILURE, "x"],
      mode: "over",
      said: [...STARTED, { type: "failure-seen" }],
    },
    {
      why: "takes no key while it is over",
      events: [MENU, ESC, "i"],
      mode: "over",
      said: [{ type: "decline" }],
    },
    {
      why: "leaves before there is a menu",
      events: [ESC],
      mode: "over",
      said: [{ type: "decline" }],
    },
    {
      why: "keeps a key for the menu that comes",
      events: ["i", HELLO, MENU],
      mode: "working",
      said: STARTED,
    },
    {
      why: "keeps a text for the question that comes",
      events: ["x", "y", ENTER, "z", HELLO, onMessage({ type: "chosen", item: PROMPT })],
      mode: "working",
      said: [{ type: "start", id: "custom_prompt", instruction: "xy" }],
    },
    {
      why: "keeps no key for a failure that nobody has seen",
      events: ["x", HELLO, FAILURE],
      mode: "failure",
      said: [],
    },
    {
      why: "begins with what was chosen beforehand",
      events: [HELLO, onMessage({ type: "chosen", item: SIMPLIFY })],
      mode: "working",
      said: [],
    },
    {
      why: "has no menu to come back to then",
      events: [HELLO, onMessage({ type: "chosen", item: PROMPT }), ESC],
      mode: "over",
      said: [{ type: "decline" }],
    },
    {
      why: "ignores an answer that comes too late",
      events: [MENU, ANSWER],
      mode: "menu",
      said: [],
    },
  ])("$why", ({ events, mode, said }, { expect }) => {
    const end = run(events);

    expect(end.state.mode.type).toBe(mode);
    expect(end.said).toEqual(said);
  });

  it("edits where there is an editor, and accepts what was made of it", ({ expect }) => {
    const editing = run([HELLO, MENU, "i", ANSWER, "e"]);

    const edited = run([{ type: "edited", text: "c\n" }, ENTER], editing.state);

    expect(editing.state.mode.type).toBe("editing");
    expect(edited.said).toEqual([{ type: "accept", text: "c\n" }]);
  });

  it("says why it cannot edit", ({ expect }) => {
    const without = run([MENU, "i", ANSWER, "e"]);
    const failed = run(
      [{ type: "edit-failure", message: "ended with 1" }],
      run([HELLO, MENU, "i", ANSWER, "e"]).state,
    );

    expect(without.state.preview?.notice).toContain("EDITOR");
    expect(failed.state.preview).toMatchObject({ notice: "ended with 1", after: "b\n" });
  });

  it("shows how long it has worked and what has come", ({ expect }) => {
    const { state } = run([
      MENU,
      "i",
      { type: "tick", byMs: 100 },
      onMessage({ type: "delta", text: "b" }),
      { type: "tick", byMs: 50 },
      onMessage({ type: "delta", text: "c" }),
    ]);

    expect(state.mode).toEqual({ type: "working", elapsedMs: 150, answer: "bc" });
  });
});

type Step = string | ScreenEvent;

/** Plays a text as a key that was typed, and everything else as what it is. */
function run(events: readonly Step[], from: ScreenState = firstScreenState(SIZE)) {
  let state = from;
  const said: UserMessage[] = [];
  for (const event of events) {
    const step = nextScreenState(
      state,
      typeof event === "string" ? key({ type: "text", text: event }) : event,
    );
    state = step.state;
    if (step.tell !== undefined) {
      said.push(step.tell);
    }
  }
  return { state, said };
}

function key(pressed: Key): ScreenEvent {
  return { type: "key", key: pressed };
}

function onMessage(message: ScreenMessage): ScreenEvent {
  return { type: "message", message };
}
