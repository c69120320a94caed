/** Decides which documents stay at home. One gate for every surface. */
export interface DocumentGate {
  /**
   * Why no text of the document at `uri` may be sent to a model, in words for the user, or undefined when it may. Looks at
   * what is known already, so that it can be asked for every key.
   */
  refusalOf(uri: string, options?: RefusalOptions): Promise<string | undefined>;
}

interface RefusalOptions {
  /** The user has asked for something and is told by whoever calls. */
  readonly callerTells?: boolean;
}
