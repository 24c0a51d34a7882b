import type { TrabajoDeFuncion } from './trabajo.ts';

/** Lambda gives a whole core at 1,769 MB, and a part of one below: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html. */
const CORE_MB = 1_769;
/**
 * How long a call takes in a region, in milliseconds. Assumed: single digits are what AWS says of DynamoDB
 * (https://aws.amazon.com/dynamodb/), the others are of the same network and do more.
 */
const CALL_MS: Readonly<Record<string, number>> = { dynamodb: 6, events: 25, sns: 25, sqs: 10 };
const OTHER_CALL_MS = 20;

/**
 * How long a run would take on Lambda, in milliseconds: what it works here on a core, of which it has a part there, and its
 * calls one after the other, which is the most.
 */
export function duracionDe(
  { runs, cpuMs, calls }: Pick<TrabajoDeFuncion, 'runs' | 'cpuMs' | 'calls'>,
  memoryMb: number,
): number {
  const waiting = Object.entries(calls).reduce(
    (sum, [service, count]) => sum + count * (CALL_MS[service] ?? OTHER_CALL_MS),
    0,
  );
  return (cpuMs * Math.max(1, CORE_MB / memoryMb) + waiting) / runs;
}
