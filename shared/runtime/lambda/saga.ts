import type { SQSRecord } from 'aws-lambda';
import type { Saga } from '#shared/model/saga.ts';
import { advanceSaga } from '../eventLog/advanceSaga.ts';
import { queueFunction } from './middleware.ts';
import { TooEarly } from './putBack.ts';
import { recordedIn } from './recorded.ts';

/**
 * A saga as a Lambda: fact by fact, each one commit.
 * @param context the context that owns the saga: the source of its requests.
 */
export function sagaHandler(saga: Saga, context: string) {
  return queueFunction(async (records, failed) => {
    for (const record of records) await take(record).catch((error) => failed(record, error));
  });

  async function take(record: SQSRecord): Promise<void> {
    const fact = recordedIn(record);
    if ((await advanceSaga(saga, context, fact)) === 'notYet')
      throw new TooEarly(`${fact.type} came before what it builds on.`);
  }
}
