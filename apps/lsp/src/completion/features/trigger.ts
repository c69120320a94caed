import { type CompletionContext, CompletionTriggerKind } from "vscode-languageserver";

import type { CompletionProfile } from "../../protocol/completion-profile.ts";
import { isWordCharacter } from "./word-before.ts";

/**
 * Why a client asks: the user types, has asked for completions, or goes on typing in an open menu. `unwanted` is a request that
 * the user's settings, or ghost text in place of the menu, leave unanswered.
 */
export type Trigger = "typing" | "manual" | "refresh" | "unwanted";

export interface TriggerFacts {
  readonly profile: CompletionProfile;
  /** `trigger_characters`. When empty, only manual requests are answered. */
  readonly characters: readonly string[];
  readonly msSinceChange: number;
  /** The list that the client wants to be completed was left empty because its request was unwanted. */
  readonly isRefreshUnwanted: boolean;
}

/** A request that comes later than this after a key press was not caused by it, in milliseconds. */
const CAUSED_BY_KEY_MS = 100;

export function classifyTrigger(
  context: CompletionContext | undefined,
  facts: TriggerFacts,
): Trigger {
  if (context?.triggerKind === CompletionTriggerKind.TriggerForIncompleteCompletions) {
    return facts.isRefreshUnwanted ? "unwanted" : "refresh";
  }
  if (context?.triggerKind === CompletionTriggerKind.TriggerCharacter) {
    const { triggerCharacter = "" } = context;
    const { characters, profile } = facts;
    // Neovim's own completion asks within words when its user has made the letters trigger characters.
    const isLetter = characters.length > 0 && isWordCharacter(triggerCharacter);
    const isWanted = characters.includes(triggerCharacter) || isLetter;
    return isWanted && !profile.hasGhostText ? "typing" : "unwanted";
  }
  return classifyInvoked(context, facts);
}

function classifyInvoked(
  context: CompletionContext | undefined,
  { profile, characters, msSinceChange }: TriggerFacts,
): Trigger {
  const isTyping = profile.omitsContextWhileTyping
    ? context === undefined
    : profile.invokesWhileTyping && msSinceChange < CAUSED_BY_KEY_MS;
  if (characters.length === 0 && (isTyping || !profile.reportsManual)) {
    return "unwanted";
  }
  if (isTyping) {
    return profile.hasGhostText ? "unwanted" : "typing";
  }
  return "manual";
}
