import type { Action } from '../../../service.ts';
import { traceIn } from '../../../traceHeader.ts';
import { eachEntry, entriesOf } from '../../sqs/batch.ts';
import { invalid } from '../faults.ts';
import type { Parts } from '../parts.ts';
import type { PublishInput } from '../publisher.ts';

/** `Publish`, to a topic or to a phone. */
export function publish({ grid, registry, publisher }: Parts): Action {
  return {
    permissions: ({ TopicArn, TargetArn }) => [{ action: 'sns:Publish', resource: TopicArn ?? TargetArn ?? '*' }],
    run({ input, headers }) {
      const { TopicArn, TargetArn, PhoneNumber } = input;
      if (PhoneNumber !== undefined) return grid.store.write(() => publisher.text(PhoneNumber, input));
      const arn = TopicArn ?? TargetArn;
      if (arn === undefined) throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
      const topic = registry.topic(arn);
      const trace = traceIn(headers);
      return grid.store.write(() => publisher.publish(topic, input, trace));
    },
  };
}

/** How SNS words what is wrong with a batch. */
const WORDS = {
  tooMany: () => 'The batch request contains more entries than permissible.',
  repeated: () => 'Two or more batch entries in the request have the same Id.',
};

/** `PublishBatch`: an entry that is refused fails alone. */
export function publishBatch({ grid, registry, publisher }: Parts): Action {
  return {
    permissions: ({ TopicArn }) => [{ action: 'sns:Publish', resource: TopicArn }],
    run({ input, headers }) {
      const topic = registry.topic(input.TopicArn);
      const entries = entriesOf<PublishInput & { Id: string }>({ Entries: input.PublishBatchRequestEntries }, WORDS);
      const trace = traceIn(headers);
      return grid.store.write(() => eachEntry(entries, (entry) => publisher.publish(topic, entry, trace)));
    },
  };
}
