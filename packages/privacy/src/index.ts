export {
  createPrivacyFilter,
  type IgnoreRules,
  type PrivacyFilter,
  type PrivacyFilterOptions,
} from "./privacy-filter.ts";
export { createSecretTest, type IsSecretFile } from "./secret-files.ts";
