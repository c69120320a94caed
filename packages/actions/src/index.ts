export type { Action, ActionNeed, ActionResult, PromptTemplate } from "./action.ts";
export type { ActionPrompts, CustomActionPrompt } from "./action-prompts.ts";
export type { ActionSource } from "./action-source.ts";
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
} from "./catalogue.ts";
export { cleanAnswer } from "./clean-answer.ts";
export { fillTemplate } from "./fill-template.ts";
export { type CommentAround, commentAt } from "./comment-at.ts";
export { findInstruction, type FoundInstruction } from "./find-instruction.ts";
export { lackOf } from "./lack-of.ts";
export { languageOf, type TextSource } from "./language-of.ts";
export { type ActionInput, type ActionMessage, messagesFor } from "./messages-for.ts";
export { type PreparedAction, prepareAction } from "./prepare-action.ts";
export { splitDiagnostics, type SplitDiagnostics } from "./split-diagnostics.ts";
export { addTests, type TestedFile } from "./unit-test/add-tests.ts";
export type { TestTarget } from "./unit-test/conventions-of.ts";
export { type Insertion, withInsertions } from "./unit-test/insertion.ts";
export { testPathsOf } from "./unit-test/test-paths-of.ts";
