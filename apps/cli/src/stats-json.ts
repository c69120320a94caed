import type { Counters, Snapshot } from "@hexai/stats";

/** The window as JSON on several lines: sizes in bytes, shares from 0 to 1. Ends with a line feed. */
export function statsJson({ global, providers, rpm, windowSeconds }: Snapshot): string {
  const models = [...providers].flatMap(([provider, usage]) =>
    [...usage.models].map(([model, counters]) => ({
      provider,
      model,
      ...numbersOf(counters, (counters.reqs * 60) / windowSeconds),
      share: global.reqs === 0 ? 0 : counters.reqs / global.reqs,
    })),
  );
  const whole = { window_seconds: windowSeconds, global: numbersOf(global, rpm), models };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

function numbersOf({ reqs, sent, recv }: Counters, rpm: number): object {
  return { reqs, rpm, sent, recv };
}
