import { sanitizeText } from "@hexai/terminal/text";

import { moneyFields } from "./token-fields.ts";
import { type UsageRow, usageRows, type UsageView } from "./usage-rows.ts";

const HEAD = ["provider", "model", "requests", "rpm", "sent_bytes", "received_bytes", "share"];

/**
 * The window as CSV (RFC 4180): a head, then one record per row; sizes in bytes, shares from 0 to 1, costs in US dollars. What is
 * not known, and a name that the rows are not by, is an empty field.
 */
export function statsCsv(view: UsageView): string {
  const isByProgram = view.by === "program";
  const records = usageRows(view).map((row) => [
    ...firstFields(row),
    ...Object.values(moneyFields(row)).map((value) => (value === null ? "" : String(value))),
    ...(isByProgram ? [textField(row.program)] : []),
  ]);
  const money = Object.keys(moneyFields({ tokenReqs: 0, cost: { usd: undefined, reqs: 0 } }));
  const head = [...HEAD, ...money, ...(isByProgram ? ["program"] : [])];
  return [head, ...records].map((fields) => `${fields.join(",")}\r\n`).join("");
}

function firstFields({
  provider,
  model,
  reqs,
  rpm,
  sent,
  recv,
  share,
}: UsageRow): readonly string[] {
  return [textField(provider), textField(model), ...[reqs, rpm, sent, recv, share].map(String)];
}

/** The beginnings that make a spreadsheet take a text for a formula (OWASP, "CSV Injection"), full-width forms included. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/u;

/** A name is data: a leading `'` keeps a spreadsheet from running it, quotes keep it in one field. */
function textField(text: string | undefined): string {
  if (text === undefined) {
    return "";
  }
  const name = text.split("\r\n").map(sanitizeText).join("\r\n");
  const safe = FORMULA_START.test(name) ? `'${name}` : name;
  return `"${safe.replaceAll('"', '""')}"`;
}
