import type { Readable } from "node:stream";

import { titleOf } from "../../errors/web-page.ts";

/** A page that explains a refusal arrives with it, so the wait for it is short. In milliseconds. */
const PAGE_TIMEOUT_MS = 500;
const MAX_PAGE_BYTES = 64 * 1024;

/** Reads the title of a web page from `source`, undefined when there is none. The page need not be complete. */
export async function readTitle(source: Readable): Promise<string | undefined> {
  let page = "";
  return await new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      source.off("data", take);
      resolve(titleOf(page));
    };
    const take = (piece: Buffer): void => {
      page += piece.toString("latin1");
      if (page.length > MAX_PAGE_BYTES || titleOf(page) !== undefined) {
        finish();
      }
    };
    const timer = setTimeout(finish, PAGE_TIMEOUT_MS);
    source.on("data", take);
    source.once("end", finish);
    source.once("close", finish);
  });
}
