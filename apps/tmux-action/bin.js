#!/usr/bin/env node
"use strict";

const [major, minor] = process.versions.node.split(".").map(Number);

if (major > 20 || (major === 20 && minor >= 19)) {
  // oxlint-disable-next-line import/no-unassigned-import -- it runs the program
  require("./dist/main.js");
} else {
  process.stderr.write(`hexai needs Node 20.19 or newer, and this is ${process.versions.node}\n`);
  process.exitCode = 1;
}
