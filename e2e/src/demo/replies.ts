import type { ProviderReply, ProviderRequest } from "@hexai/testing";

/** What the simulated provider says, by what it is asked. Each piece takes its time, as a model's does. */
export function replyTo(request: ProviderRequest): ProviderReply {
  const asked = request.messages.map((message) => message.content).join("\n");
  const { deltas } = REPLIES.find(({ about }) => asked.includes(about)) ?? UNKNOWN;
  return { type: "answer", deltas, delayMs: 40 };
}

const REPLIES = [
  {
    about: "undo the last commit",
    deltas: ["git reset ", "--soft HEAD~1", "\n\n", "Your changes ", "stay staged."],
  },
  {
    about: "add types",
    deltas: [
      "function area(",
      "width: number, ",
      "height: number",
      "): number {\n  return width * height;\n}",
    ],
  },
  {
    about: "if (ready === true)",
    deltas: ["return ", "ready;"],
  },
] as const;

const UNKNOWN = { deltas: ["I am only a simulation."] } as const;
