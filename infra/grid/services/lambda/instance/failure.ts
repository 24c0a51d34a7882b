/** The JSON text of an error that the platform reports in the function's place. */
export function platformError(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage });
}

/** A function that did not answer in its time; the instance is killed. */
export function timedOut(requestId: string, seconds: number): string {
  return platformError(
    'Sandbox.Timedout',
    `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  );
}

/** A process that ended in the middle of an invocation, by itself or by a signal. */
export function exited(requestId: string, code: number | null, signal: string | null): string {
  const reason = signal ? `signal: ${signal}` : code === 0 ? 'without providing a reason' : `exit status ${code}`;
  const message = code === 0 ? `Runtime exited ${reason}` : `Runtime exited with error: ${reason}`;
  return platformError('Runtime.ExitError', `RequestId: ${requestId} Error: ${message}`);
}

/** An instance that the watchdog killed for its memory. */
export function outOfMemory(requestId: string, limitMb: number): string {
  return platformError(
    'Runtime.OutOfMemory',
    `RequestId: ${requestId} Error: Runtime exited with error: signal: killed (more than ${limitMb} MB in use)`,
  );
}
