import type { Snapshot } from "@hexai/stats";
import { sanitizeText } from "@hexai/terminal/text";

import { usageRows } from "./usage-rows.ts";

const HEAD = ["provider", "model", "requests", "rpm", "sent_bytes", "received_bytes", "share"];

/** The window as CSV (RFC 4180): a head, then one record per provider and model; sizes in bytes, shares from 0 to 1. */
export function statsCsv(snapshot: Snapshot): string {
  const records = usageRows(snapshot).map(({ provider, model, reqs, rpm, sent, recv, share }) => [
    textField(provider),
    textField(model),
    ...[reqs, rpm, sent, recv, share].map(String),
  ]);
  return [HEAD, ...records].map((fields) => `${fields.join(",")}\r\n`).join("");
}

/** The beginnings that make a spreadsheet take a text for a formula (OWASP, "CSV Injection"), full-width forms included. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/u;

/** A name is data: a leading `'` keeps a spreadsheet from running it, quotes keep it in one field. */
function textField(text: string): string {
  const name = text.split("\r\n").map(sanitizeText).join("\r\n");
  const safe = FORMULA_START.test(name) ? `'${name}` : name;
  return `"${safe.replaceAll('"', '""')}"`;
}
