const LOOK_MS = 250;

/**
 * Resolves when npm no longer waits for this process. A SIGTERM to npm ends the shell between npm and this process,
 * which itself hears nothing of it and would run on unseen. Never resolves for a process that npm did not start.
 */
export function npmIsGone(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (process.env.npm_lifecycle_event === undefined) return promise;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(look);
    resolve();
  }, LOOK_MS).unref();
  return promise;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
