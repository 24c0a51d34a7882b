import type { Strike } from './strike.ts';

/** Waits for so many milliseconds of the machine, or until the fault is gone. */
export async function held({ gone }: Strike, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([over, gone]);
  clearTimeout(timer);
}
