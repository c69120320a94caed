export { createTextSanitizer, type TextSanitizer } from "./create-text-sanitizer.ts";
export { displayWidth, padEndToWidth, padStartToWidth, truncateToWidth } from "./display-width.ts";
export { escapeUnsafe, sanitizeLine, sanitizeName, sanitizeText } from "./sanitize.ts";
