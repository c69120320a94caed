import type { Config } from "../config.ts";
import { configOf } from "./config-of.ts";

/** What Hexai does when nothing is configured. */
export function defaultConfig(): Config {
  return configOf(new Map());
}
