const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** A bar whose length is `share` (from 0 to 1) of so many display cells. What is not nothing can be seen. */
export function bar(share: number, cells: number): string {
  const eighths = share > 0 ? Math.max(Math.round(share * cells * 8), 1) : 0;
  return "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
}
