/** What an invocation gave. */
export interface Invoked {
  readonly result: unknown;
  /** Lines of the function's log; already shown when it ran in this process. */
  readonly log: readonly string[];
  /** Whether the function ended by an error of its own. */
  readonly failed: boolean;
}
