// What `--help` and the man page both say.

export const CALL = "hexai-lsp [--stdio] [--log FILE] [--config FILE]";

export const ABOUT = "A language server: an editor starts it and talks to it on stdin and stdout.";
