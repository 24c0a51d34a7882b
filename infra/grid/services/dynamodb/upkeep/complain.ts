/** Tells the operator of a failure. `job` says what could not be done. */
export type Complain = (job: string, error: unknown) => void;

/** For work on a timer, whose failure no caller sees: each distinct message is a line once, not at every tick. */
export function complainOnce(log: (line: string) => void): Complain {
  const told = new Set<string>();
  return (job, error) => {
    const line = `dynamodb: ${job}: ${error instanceof Error ? error.message : String(error)}`;
    if (told.has(line)) return;
    told.add(line);
    log(`${line} (told once)`);
  };
}
