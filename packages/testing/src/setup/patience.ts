import { vi } from "vitest";

/** How long a test waits, in milliseconds, for what a busy machine does late, unless it says otherwise. */
const PATIENCE_MS = 20_000;

const { waitFor, waitUntil } = vi;
vi.waitFor = (callback, options = PATIENCE_MS) => waitFor(callback, options);
vi.waitUntil = (callback, options = PATIENCE_MS) => waitUntil(callback, options);
