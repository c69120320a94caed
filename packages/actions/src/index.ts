export type { Action, ActionNeed, ActionResult, PromptTemplate } from "./catalogue/action.ts";
export {
  actionOf,
  ACTIONS,
  catalogueOf,
  CUSTOM_PROMPT,
  DIAGNOSTICS,
  DOCUMENT,
  FIX_TYPOS,
  REWRITE,
  SIMPLIFY,
  UNIT_TEST,
} from "./catalogue/catalogue.ts";
export { cleanAnswer } from "./answer/clean-answer.ts";
export { type CommentAround, commentAt } from "./instruction/comment-at.ts";
export { findInstruction, type FoundInstruction } from "./instruction/find-instruction.ts";
export { type ActionSource, missingInput } from "./prompt/action-source.ts";
export { languageOf, type TextSource } from "./instruction/language-of.ts";
export { type ActionInput, fillTemplate, messagesFor } from "./prompt/messages-for.ts";
export { type PreparedAction, prepareAction } from "./prompt/prepare-action.ts";
export { splitDiagnostics, type SplitDiagnostics } from "./prompt/split-diagnostics.ts";
export { addTests, type TestedFile } from "./unit-test/add-tests.ts";
export type { TestTarget } from "./unit-test/conventions-of.ts";
export { type Insertion, withInsertions } from "./unit-test/insertion.ts";
export { testPathsOf } from "./unit-test/test-paths-of.ts";
