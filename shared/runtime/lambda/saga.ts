import type { SQSRecord } from 'aws-lambda';
import type { Recorded } from '#shared/model/envelope.ts';
import type { Saga } from '#shared/model/saga.ts';
import { advanceSaga, type News, processOf } from '../eventLog/advanceSaga.ts';
import { instanceOf } from '../eventLog/sagaStep.ts';
import { traced } from '../tracing/traced.ts';
import { byMessage, type Work } from './batch.ts';
import { queueFunction } from './middleware.ts';

/**
 * A saga as a Lambda: the facts of a batch that concern one instance are taken together, in one commit. Those that build
 * on what is not in the log fail alone, and come again.
 * @param context the context that owns the saga: the source of its requests.
 */
export function sagaHandler(saga: Saga, context: string) {
  const process = processOf(saga, context);

  const work: Work = async (groups, failed) => {
    const keys = new Map([...groups].flatMap(([key, received]) => received.map(({ event }) => [event, key] as const)));
    const instances = Map.groupBy(keys.keys(), (fact) => instanceOf(saga, fact));
    const fail = (fact: Recorded, error: unknown) => failed(keys.get(fact) as string, error);
    await Promise.all(
      [...instances.values()].map(async (facts) => {
        try {
          for (const fact of await takeAll(facts as [Recorded, ...Recorded[]]))
            fail(fact, new Error(`${fact.type} builds on what is not in the log.`));
        } catch (error) {
          for (const fact of facts) fail(fact, error);
        }
      }),
    );
  };

  const takeAll = (facts: News['facts']) =>
    traced(
      facts.map(({ metadata }) => metadata),
      (traceparent) => advanceSaga(process, { facts, traceparent }),
    );

  /** A message of a stream that the saga does not follow fails here, alone. */
  const by = (fact: Recorded, record: SQSRecord) => instanceOf(saga, fact) && byMessage(fact, record);

  return queueFunction({ by, work });
}
