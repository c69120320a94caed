import { COMMON_OPTIONS } from "@hexai/command-line";

import { ASK } from "./ask/command.ts";
import { CHAT } from "./chat/command.ts";
import type { HexaiProgram } from "./command.ts";
import { COMPLETION } from "./completion/command.ts";
import { CONFIG } from "./config/command.ts";
import { DOCTOR } from "./doctor/command.ts";
import { LOG } from "./log/command.ts";
import { MODELS } from "./models/command.ts";
import { STATS } from "./stats/command.ts";

/** The table of commands: what is parsed, run, explained and completed. */
export const HEXAI: HexaiProgram = {
  name: "hexai",
  words: "a prompt",
  options: ASK.options,
  ask: ASK,
  commands: [CHAT, LOG, STATS, CONFIG, MODELS, DOCTOR, COMPLETION],
  commonOptions: COMMON_OPTIONS,
};
