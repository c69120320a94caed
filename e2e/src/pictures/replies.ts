import type { ProviderReply, ProviderRequest } from "@hexai/testing";

import { SHORT_WAY } from "./tmux-pictures.ts";

const UNDO = `To undo the last commit and **keep** your changes:

\`\`\`sh
git reset --soft HEAD~1
\`\`\`

| Mode | Commit | Index | Files |
|------|--------|-------|-------|
| \`--soft\` | undone | kept | kept |
| \`--mixed\` | undone | reset | kept |
| \`--hard\` | undone | reset | **lost** |

1. Nothing is lost with \`--soft\`.
2. Was it pushed already? Then use \`git revert HEAD\`.
`;

const HASH = {
  "gpt-4.1": `A **hash map** finds a value by its key in constant time, on average.

- \`get\`, \`set\`: O(1)
- in order: no

\`\`\`ts
const ages = new Map([["Ada", 36]]);
\`\`\`
`,
  "claude-sonnet-5-5": `Think of a cloakroom: the ticket's number leads straight to the hook.

The number is the *hash*, the hooks are the *buckets*, and two coats on one hook are a *collision*.
`,
} as const;

/** What the simulated models say in the pictures. */
export function replyTo({ model, messages }: ProviderRequest): ProviderReply {
  const asked = messages.map(({ content }) => content).join("\n");
  if (asked.includes("isReady")) {
    return { type: "answer", deltas: [SHORT_WAY] };
  }
  const text = asked.includes("hash map")
    ? (Object.entries(HASH).find(([name]) => name === model)?.[1] ?? UNDO)
    : UNDO;
  return { type: "answer", deltas: text.match(/[\s\S]{1,6}/g) ?? [], delayMs: 12 };
}
