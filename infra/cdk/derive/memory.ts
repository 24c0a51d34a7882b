import { contends, type Declared, deliversMessages } from './functions.ts';

/**
 * Megabytes of memory, with which comes a part of a core (a whole one at 1,769). No function has used more than 110 MB of them in
 * a day of orders, so it is the core that is chosen: `docs/operations.md` says what was measured, and how.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
export const MEMORY_MB = {
  usual: 512,
  /** Two thirds of their time they wait for a provider of messages: a larger part of a core would be paid for that. */
  delivering: 256,
  /** So few of their batches run at once that how fast one is done bounds the orders there can be. */
  contending: 1_024,
} as const;

/** The memory of a function, by what it does. */
export function memoryOf(declared: Declared): number {
  if (deliversMessages(declared)) return MEMORY_MB.delivering;
  return contends(declared) ? MEMORY_MB.contending : MEMORY_MB.usual;
}
