import { inParallel } from '../driver/pool.ts';
import { clientsOf } from './clients.ts';
import { bucket, bucketPolicy } from './inspect/buckets.ts';
import { archive, bus, rule } from './inspect/bus.ts';
import { invokeConfig, lambdaFunction, mapping } from './inspect/functions.ts';
import { queue, topic } from './inspect/queues.ts';
import { table } from './inspect/tables.ts';
import { type Drop, type Inspector, inspect } from './inspection.ts';
import { wantedIn } from './template.ts';

/** How each type is looked at. Roles, log groups, alarms and the API show in what the system does. */
const INSPECTORS: Readonly<Record<string, Inspector>> = {
  'AWS::SQS::Queue': queue,
  'AWS::SNS::Topic': topic,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::EventInvokeConfig': invokeConfig,
  'AWS::Lambda::EventSourceMapping': mapping,
  'AWS::Events::EventBus': bus,
  'AWS::Events::Rule': rule,
  'AWS::Events::Archive': archive,
  'AWS::DynamoDB::Table': table,
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': bucketPolicy,
};
const AT_ONCE = 4;

/** What was found when every deployed resource was held against its template. */
export interface Comparison {
  readonly compared: number;
  readonly drops: readonly Drop[];
}

/** Looks at every resource that can be looked at, and lists what the grid dropped. */
export async function compareResources(endpoint: string | undefined, assembly: string): Promise<Comparison> {
  const clients = clientsOf(endpoint);
  const wanted = wantedIn(assembly).filter(({ type }) => type in INSPECTORS);
  const drops: Drop[] = [];
  await inParallel(wanted, AT_ONCE, async (one) => {
    drops.push(...(await inspect(INSPECTORS[one.type] as Inspector, clients, one)));
  });
  return { compared: wanted.length, drops: drops.sort((a, b) => a.key.localeCompare(b.key)) };
}

/** The drops by their kind: how many resources each touches, with one as an example. */
export function describeDrops(drops: readonly Drop[]): string[] {
  const kinds = Map.groupBy(drops, ({ key }) => key);
  return [...kinds].map(([key, all]) => {
    const [{ name, wanted, seen }] = all as [Drop];
    return `${key}: ${all.length}, such as ${name}: wanted ${JSON.stringify(wanted)}, there is ${JSON.stringify(seen)}`;
  });
}
