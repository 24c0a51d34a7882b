/** Ctrl-C, noted instead of died of: a command ends in good order. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** From now on Ctrl-C ends the process again. */
  end(): void;
}

/** Begins to take note of Ctrl-C. A second one ends the process. */
export function noteInterruption(): Interruption {
  const controller = new AbortController();
  const note = () => controller.abort();
  process.once('SIGINT', note);
  return { signal: controller.signal, end: () => process.removeListener('SIGINT', note) };
}
