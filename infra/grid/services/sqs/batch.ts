import { AwsError, type JsonObject } from '../../service.ts';

interface Entry {
  readonly Id: string;
}

interface Failed {
  readonly Id: string;
  readonly SenderFault: boolean;
  readonly Code: string;
  readonly Message: string;
}

/** What a service says of a batch with too many entries, and of one with an id twice. */
interface Words {
  tooMany(count: number): string;
  repeated(id: string): string;
}

const SQS_WORDS: Words = {
  tooMany: (count) => `Maximum number of entries per request are 10. You have sent ${count}.`,
  repeated: (id) => `Id ${id} repeated.`,
};

/** Checks the entries of a batch as a whole. */
export function entriesOf<E extends Entry>(input: JsonObject, words: Words = SQS_WORDS): E[] {
  const entries: E[] = input.Entries ?? [];
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > 10) {
    throw new AwsError('TooManyEntriesInBatchRequest', words.tooMany(entries.length));
  }
  const ids = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id ?? '')) {
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (ids.has(Id)) throw new AwsError('BatchEntryIdsNotDistinct', words.repeated(Id));
    ids.add(Id);
  }
  return entries;
}

/** Does `work` for each entry; an entry that AWS would refuse fails alone. */
export function eachEntry<E extends Entry>(entries: readonly E[], work: (entry: E) => Record<string, unknown>) {
  const Successful: Record<string, unknown>[] = [];
  const Failed: Failed[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}
