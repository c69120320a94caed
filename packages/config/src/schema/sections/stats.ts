import type { Config } from "../../config.ts";
import { listOfWords, numberBetween, trueOrFalse, wholeNumber } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const STATS: EntriesOf<Config["stats"]> = {
  window_minutes: {
    rule: wholeNumber(1, 1440),
    default: 60,
    description: `The time window of the statistics, in minutes. All programs share one file: a program that runs with a shorter
window, even if only a variable of one command sets it, deletes what is older.`,
  },
  enabled: {
    rule: trueOrFalse(),
    default: true,
    description: "Whether requests are counted.",
  },
  show: {
    rule: listOfWords(["requests", "tokens", "cost"]),
    default: ["requests"],
    description: `What the Σ line shows in tmux, in the log, and with hexai stats --line: any of requests, tokens and cost.`,
  },
  budget_usd: {
    rule: numberBetween(0.01, 1_000_000),
    example: 2.5,
    description: `A soft budget for the time window, in US dollars. From 80% the status line is yellow, from 100% red, and the line
after an answer says it. Nothing is refused. Where some costs are not known, it says of how many requests.`,
  },
};
