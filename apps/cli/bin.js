#!/usr/bin/env node
import { existsSync } from "node:fs";
import module from "node:module";
import { isAbsolute, join } from "node:path";
import process from "node:process";

// Node 22.8 and newer can keep compiled code: beside the statistics, where only the user reads, and not in /tmp.
const { HOME = "", XDG_CACHE_HOME = "" } = process.env;
const cache = join(isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(HOME, ".cache"), "hexai");
if (isAbsolute(cache) && existsSync(cache)) {
  module.enableCompileCache?.(join(cache, "node"));
}
await import("./dist/main.js");
