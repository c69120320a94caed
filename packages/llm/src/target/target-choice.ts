/** Which model is asked. What is absent is what the configuration says. */
export interface TargetChoice {
  /** A provider with a section of its own, or the name of a compatible host. */
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly temperature?: number | undefined;
  /**
   * How often a request is sent before it is given up. 1 suits a target that another one follows: fail-over does not wait.
   * @default 3
   */
  readonly attempts?: number | undefined;
}
