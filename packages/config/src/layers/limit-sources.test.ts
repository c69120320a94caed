import { describe, it } from "vitest";

import { environmentEntries } from "./environment-entries.ts";
import { fileEntries } from "./file-entries.ts";
import { flagEntries } from "./flag-entries.ts";
import { withLimitSources } from "./limit-sources.ts";
import { mergeEntries } from "./merge-entries.ts";

const FLAGS = { max_tokens: "--max-tokens", request_timeout: "--timeout" };

describe("withLimitSources", () => {
  it.for([
    { entries: [], sources: undefined, why: "the default" },
    {
      entries: fileEntries({ path: "/c", text: "general.max_tokens = 5" }),
      sources: undefined,
      why: "a file, which the setting is in",
    },
    {
      entries: environmentEntries({ HEXAI_MAX_TOKENS: "5" }),
      sources: { max_tokens: "HEXAI_MAX_TOKENS" },
      why: "a variable",
    },
    {
      entries: [
        ...environmentEntries({ HEXAI_MAX_TOKENS: "5" }),
        ...flagEntries({ general: { max_tokens: 6, request_timeout: 7 } }),
      ],
      sources: FLAGS,
      why: "flags, which come last",
    },
  ])("names $sources for $why", ({ entries, sources }, { expect }) => {
    const loaded = withLimitSources(mergeEntries(entries), FLAGS);

    expect(loaded.ok && loaded.config.general.limit_sources).toEqual(sources);
  });
});
