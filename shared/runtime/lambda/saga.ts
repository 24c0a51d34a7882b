import type { Recorded } from '#shared/model/envelope.ts';
import type { Saga } from '#shared/model/saga.ts';
import { advanceSaga } from '../eventLog/advanceSaga.ts';
import { traced } from '../tracing/traced.ts';
import { oneByOne } from './batch.ts';
import { queueFunction } from './middleware.ts';
import { TooEarly } from './putBack.ts';
import type { Received } from './recorded.ts';

/**
 * A saga as a Lambda: fact by fact, each one commit.
 * @param context the context that owns the saga: the source of its requests.
 */
export function sagaHandler(saga: Saga, context: string) {
  return queueFunction(oneByOne(take));

  async function take({ event: fact }: Received): Promise<void> {
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
