// Never run. Bun compiles those of its own modules, too, that it sees imported; these the programs get by `process.getBuiltinModule`.
export { default as childProcess } from "node:child_process";
export { default as crypto } from "node:crypto";
export { default as dnsPromises } from "node:dns/promises";
export { default as fs } from "node:fs";
export { default as http } from "node:http";
export { default as https } from "node:https";
export { default as net } from "node:net";
export { default as os } from "node:os";
export { default as stream } from "node:stream";
export { default as timersPromises } from "node:timers/promises";
export { default as tls } from "node:tls";
export { default as tty } from "node:tty";
export { default as zlib } from "node:zlib";
