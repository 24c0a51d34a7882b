import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { LambdaClient, paginateListEventSourceMappings } from '@aws-sdk/client-lambda';
import { LOCAL } from '#infra/cdk/names.ts';
import type { Destinos, Entrada } from './simulacion/arboles.ts';
import type { Alimentacion } from './trabajo.ts';

/** A grid's clients of what says how functions are fed. */
export interface Preguntas {
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
}

/** Opens them. */
export function preguntas(endpoint: string): Preguntas {
  const options = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'lab', secretAccessKey: 'lab' } };
  return { events: new EventBridgeClient(options), lambda: new LambdaClient(options) };
}

/** How each function is fed that a queue or a stream feeds, by its physical name. */
export async function alimentaciones({ lambda }: Preguntas): Promise<Map<string, Alimentacion>> {
  const result = new Map<string, Alimentacion>();
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: lambda }, {}))
    for (const {
      FunctionArn = '',
      BatchSize = 1,
      MaximumBatchingWindowInSeconds = 0,
      ScalingConfig,
    } of EventSourceMappings) {
      const concurrency = ScalingConfig?.MaximumConcurrency;
      const name = FunctionArn.split(':')[6] ?? '';
      result.set(name, {
        batch: BatchSize,
        windowMs: MaximumBatchingWindowInSeconds * 1_000,
        ...(concurrency && { concurrency }),
      });
    }
  return result;
}

/** Who gets the events of a log: asked of the bus itself, once for each type and kind of stream. */
export async function destinosDe({ events }: Preguntas, log: readonly Entrada[]): Promise<Destinos> {
  const rules = await reglas(events);
  const kinds = new Map(
    log.flatMap(({ stream, events: all }) => all.map(({ type }) => [kindOf(type, stream), { type, stream }] as const)),
  );
  const readers = new Map<string, string[]>();
  for (const [kind, { type, stream }] of kinds) {
    const heard: string[] = [];
    for (const { pattern, targets } of rules)
      if (await matches(events, pattern, sample(type, stream))) heard.push(...targets);
    readers.set(kind, heard);
  }
  return (type, stream) => readers.get(kindOf(type, stream)) ?? [];
}

interface Regla {
  readonly pattern: string;
  /** Names of queues: each is that of its function. */
  readonly targets: readonly string[];
}

async function reglas(client: EventBridgeClient): Promise<Regla[]> {
  const result: Regla[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListRulesCommand({ EventBusName: LOCAL.system, ...(NextToken && { NextToken }) }),
    );
    for (const { Name: Rule, EventPattern: pattern } of page.Rules ?? []) {
      if (pattern === undefined) continue;
      const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule, EventBusName: LOCAL.system }));
      result.push({ pattern, targets: Targets.map(({ Arn = '' }) => Arn.slice(Arn.lastIndexOf(':') + 1)) });
    }
    ({ NextToken } = page);
  } while (NextToken);
  return result;
}

async function matches(client: EventBridgeClient, EventPattern: string, Event: string): Promise<boolean> {
  return (await client.send(new TestEventPatternCommand({ EventPattern, Event }))).Result ?? false;
}

function sample(type: string, stream: string): string {
  return JSON.stringify({
    ...{ version: '0', id: '0', account: '000000000000', region: 'us-east-1', resources: [] },
    ...{ time: '2026-01-01T00:00:00Z', source: 'alpes.lab', 'detail-type': type },
    detail: { data: {}, metadata: { stream } },
  });
}

function kindOf(type: string, stream: string): string {
  return `${type} ${stream.slice(0, stream.indexOf('#'))}`;
}
