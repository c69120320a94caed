import { type CompletionContext, CompletionTriggerKind } from "vscode-languageserver";

import type { CompletionProfile } from "../../protocol/completion-profile.ts";

/**
 * What made an editor ask: the user types, wants something by hand, or goes on typing in an open menu. `unwanted` is what the
 * user's settings, or ghost text instead of the menu, leave unanswered.
 */
export type Trigger = "typing" | "by-hand" | "refresh" | "unwanted";

export interface TriggerFacts {
  readonly profile: CompletionProfile;
  /** Empty: only by hand. */
  readonly characters: readonly string[];
  /** Milliseconds since the document was last changed. */
  readonly sinceChangeMs: number;
}

/** A request that comes later after a key press was not caused by it, in milliseconds. */
const CAUSED_BY_KEY_MS = 100;

export function triggerOf(context: CompletionContext | undefined, facts: TriggerFacts): Trigger {
  if (context?.triggerKind === CompletionTriggerKind.TriggerForIncompleteCompletions) {
    return "refresh";
  }
  if (context?.triggerKind === CompletionTriggerKind.TriggerCharacter) {
    const isMeant = facts.characters.includes(context.triggerCharacter ?? "");
    return isMeant && !facts.profile.hasGhostText ? "typing" : "unwanted";
  }
  return invokedOf(facts);
}

function invokedOf({ profile, characters, sinceChangeMs }: TriggerFacts): Trigger {
  const isTyping = profile.invokesByTyping && sinceChangeMs < CAUSED_BY_KEY_MS;
  if (characters.length === 0 && (isTyping || !profile.tellsManual)) {
    return "unwanted";
  }
  if (isTyping) {
    return profile.hasGhostText ? "unwanted" : "typing";
  }
  return "by-hand";
}
