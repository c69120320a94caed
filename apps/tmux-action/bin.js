#!/usr/bin/env node
"use strict";

// oxlint-disable-next-line import/no-unassigned-import -- it runs the program
require("./dist/main.js");
