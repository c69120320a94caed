#!/usr/bin/env node
"use strict";

const { existsSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const path = require("node:path");

// Node 22.8 and newer can keep compiled code: beside the statistics, where only the user reads, and not in /tmp.
const { HOME = "", XDG_CACHE_HOME = "" } = process.env;
const cache = path.join(
  path.isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : path.join(HOME, ".cache"),
  "hexai",
);
if (path.isAbsolute(cache) && existsSync(cache)) {
  enableCompileCache?.(path.join(cache, "node"));
}
// oxlint-disable-next-line import/no-unassigned-import -- it runs the program
require("./dist/main.js");
