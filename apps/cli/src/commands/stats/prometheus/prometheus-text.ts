import type { UsageGroup } from "@hexai/stats";
import { sanitizeText } from "@hexai/terminal/text";

import { moneyFields } from "../token-fields.ts";
import { figuresOfGroups, type UsageView } from "../usage-rows.ts";

/** Samples without a value are what is not known, and are left out. */
interface Metric {
  readonly name: string;
  /** Never changes: two texts for one name make Prometheus drop a user's series. */
  readonly help: string;
  /** The last part of the name. Left out where that is no unit. */
  readonly unit?: string;
  readonly valueOf: (figures: Figures) => number | null;
}

type Figures = ReturnType<typeof figuresOf>;

const METRICS: readonly Metric[] = [
  {
    name: "requests",
    unit: "requests",
    help: "Requests that were answered in the window.",
    valueOf: ({ reqs }) => reqs,
  },
  {
    name: "requests_with_tokens",
    help: "Requests in the window whose tokens are known, those that were read and those that were written.",
    valueOf: ({ token_reqs: reqs }) => reqs,
  },
  {
    name: "requests_with_cost",
    help: "Requests in the window whose cost is known.",
    valueOf: ({ cost_reqs: reqs }) => reqs,
  },
  {
    name: "sent_bytes",
    unit: "bytes",
    help: "Bytes of prompts that were sent in the window.",
    valueOf: ({ sent }) => sent,
  },
  {
    name: "received_bytes",
    unit: "bytes",
    help: "Bytes of answers that were received in the window.",
    valueOf: ({ recv }) => recv,
  },
  {
    name: "input_tokens",
    unit: "tokens",
    help: "Tokens that models read in the window, cached ones included.",
    valueOf: (figures) => figures.input_tokens,
  },
  {
    name: "cached_tokens",
    unit: "tokens",
    help: "Tokens that models read from a cache in the window.",
    valueOf: (figures) => figures.cached_tokens,
  },
  {
    name: "cache_write_tokens",
    unit: "tokens",
    help: "Tokens that models wrote to a cache in the window.",
    valueOf: (figures) => figures.cache_write_tokens,
  },
  {
    name: "output_tokens",
    unit: "tokens",
    help: "Tokens that models wrote in the window, reasoning included.",
    valueOf: (figures) => figures.output_tokens,
  },
  {
    name: "reasoning_tokens",
    unit: "tokens",
    help: "Tokens of reasoning that models wrote in the window.",
    valueOf: (figures) => figures.reasoning_tokens,
  },
  {
    name: "cost_usd",
    unit: "usd",
    help: "Known cost of the requests in the window in US dollars.",
    valueOf: (figures) => figures.cost_usd,
  },
];

/**
 * The window in Prometheus' text format 0.0.4, which is valid OpenMetrics too: gauges only, because what is in a window goes down
 * again.
 *
 * @param userName - Whose statistics they are.
 */
export function prometheusText(view: UsageView, userName: string): string {
  const user = sanitizeText(userName);
  const window = `hexai_window_seconds${labels({ user })} ${view.snapshot.windowSeconds}`;
  const rows = rowsOf(view).map(({ groups, ...names }) => ({
    labels: labels({ user, ...names }),
    figures: figuresOf(groups, view),
  }));
  const samples = METRICS.flatMap(({ name, help, unit, valueOf }) => {
    const full = `hexai_window_${name}`;
    return [
      ...head(full, help, unit),
      ...rows.flatMap(({ labels: where, figures }) => {
        const value = valueOf(figures);
        return value === null ? [] : [`${full}${where} ${value}`];
      }),
    ];
  });
  const first = head("hexai_window_seconds", "Length of the window in seconds.", "seconds");
  return [...first, window, ...samples, "# EOF"].map((line) => `${line}\n`).join("");
}

function head(name: string, help: string, unit: string | undefined): readonly string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
  ];
}

interface LabelledGroups {
  readonly provider: string;
  readonly model: string;
  readonly program: string;
  readonly groups: readonly UsageGroup[];
}

/** One for each provider, model and program, as they are written: two series of one name would be refused. */
function rowsOf({ snapshot }: UsageView): readonly LabelledGroups[] {
  const rows = new Map<
    string,
    { readonly names: Omit<LabelledGroups, "groups">; groups: UsageGroup[] }
  >();
  for (const group of snapshot.groups) {
    const names = {
      provider: sanitizeText(group.provider),
      model: sanitizeText(group.model),
      program: sanitizeText(group.program ?? ""),
    };
    const key = JSON.stringify(names);
    const row = rows.get(key) ?? { names, groups: [] };
    row.groups.push(group);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ names, groups }) => ({ ...names, groups }));
}

function figuresOf(groups: readonly UsageGroup[], view: UsageView) {
  const figures = figuresOfGroups(groups, view);
  const { reqs, sent, recv } = figures;
  return { reqs, sent, recv, ...moneyFields(figures) };
}

function labels(values: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(values).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return `{${pairs.join(",")}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
