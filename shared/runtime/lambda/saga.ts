import type { SQSRecord } from 'aws-lambda';
import type { Recorded } from '#shared/model/envelope.ts';
import type { Saga } from '#shared/model/saga.ts';
import { advanceSaga } from '../eventLog/advanceSaga.ts';
import { traced } from '../tracing/traced.ts';
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
    const taken = await traced([fact.metadata.traceparent], (handOn) =>
      advanceSaga(saga, context, handOn ? causedBy(fact, handOn) : fact),
    );
    if (taken === 'notYet') throw new TooEarly(`${fact.type} came before what it builds on.`);
  }
}

/** The fact as what follows from it sees it. */
function causedBy(fact: Recorded, traceparent: string): Recorded {
  return { ...fact, metadata: { ...fact.metadata, traceparent } };
}
