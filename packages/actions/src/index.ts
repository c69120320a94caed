export type { Action, ActionNeed, PromptTemplate } from "./action.ts";
export { actionOf, ACTIONS, REWRITE, SIMPLIFY } from "./catalogue.ts";
export { cleanAnswer } from "./clean-answer.ts";
export { findInstruction, type FoundInstruction } from "./find-instruction.ts";
export type { TextSource } from "./language-of.ts";
export { type ActionInput, type ActionMessage, messagesFor } from "./messages-for.ts";
export { type PreparedAction, prepareAction } from "./prepare-action.ts";
