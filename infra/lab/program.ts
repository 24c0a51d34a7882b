/**
 * Runs a program of the lab: finds what its command line asks for, then does it.
 * @param asked throws an Error whose message is told, with the usage, when it cannot be done.
 * @returns the exit code: what the work gives, or 2 for a command line that asks for nothing that can be done.
 */
export async function program<Asked>(
  usage: string,
  asked: () => Asked | Promise<Asked>,
  work: (asked: Asked) => Promise<number>,
): Promise<number> {
  let wanted: Asked;
  try {
    wanted = await asked();
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  return work(wanted);
}
