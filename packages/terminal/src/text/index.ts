export { createTextSanitizer, type TextSanitizer } from "./create-text-sanitizer.ts";
export { displayWidth, padEndToWidth, padStartToWidth, truncateToWidth } from "./display-width.ts";
export { escapeUnsafe, quoteText, sanitizeLine, sanitizeName, sanitizeText } from "./sanitize.ts";
