/** AWS's limit of what an invocation is given. */
const LIMIT = 6 * 2 ** 20;
const ENVELOPE = 16;

/** An event with its records, and how many of them it holds. */
export interface EventPayload {
  readonly text: string;
  readonly count: number;
}

/** As many of the first records as fit into one invocation; always at least one. */
export function firstPayload(records: readonly object[]): EventPayload {
  const parts: string[] = [];
  let size = ENVELOPE;
  for (const record of records) {
    const part = JSON.stringify(record);
    size += Buffer.byteLength(part) + 1;
    if (size > LIMIT && parts.length > 0) break;
    parts.push(part);
  }
  return { text: `{"Records":[${parts.join(',')}]}`, count: parts.length };
}
