export {
  createPrivacyFilter,
  type IgnoreRules,
  type PrivacyFilter,
  type PrivacyFilterOptions,
} from "./privacy-filter.ts";
