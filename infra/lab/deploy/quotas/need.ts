import type { Alimentacion } from '../../scenarios/capacidad/trabajo.ts';
import type { Template } from '../templates.ts';
import { COUNTED, type Counted } from './counted.ts';

/** What a system takes of an account while nobody asks it for anything. */
export interface Need {
  /** Concurrency that functions reserve for themselves. */
  readonly reserved: number;
  /** Batches at once of all queues together, where each has as many as it may. */
  readonly polled: number;
  /** How many there are of each kind of thing of which an account has so many at most. */
  readonly counts: Readonly<Record<Counted, number>>;
  /** How each function is fed that a queue or a stream feeds, by its physical name. */
  readonly feedings: ReadonlyMap<string, Alimentacion>;
}

/** What the templates of a system take together. */
export function needOf(templates: readonly Template[]): Need {
  const resources = templates.flatMap((template) =>
    Object.entries(template.Resources ?? {}).map(([id, one]) => ({ id, template, ...one })),
  );
  const of = (type: string) => resources.filter(({ Type }) => Type === type);
  const mappings = of('AWS::Lambda::EventSourceMapping');
  const sum = (values: readonly unknown[]) =>
    values.reduce<number>((total, value) => total + (typeof value === 'number' ? value : 0), 0);
  return {
    reserved: sum(of('AWS::Lambda::Function').map(({ Properties }) => Properties?.ReservedConcurrentExecutions)),
    polled: sum(mappings.map(({ Properties }) => Properties?.ScalingConfig?.MaximumConcurrency)),
    counts: {
      tables: of('AWS::DynamoDB::Table').length,
      rules: of('AWS::Events::Rule').filter(({ Properties }) => Properties?.EventBusName !== undefined).length,
      logGroups: of('AWS::Logs::LogGroup').length,
      stacks: templates.length,
      // The root of the API is one that no template names.
      apiResources: of('AWS::ApiGateway::Resource').length + of('AWS::ApiGateway::RestApi').length,
    },
    feedings: new Map(
      mappings.flatMap(({ template, Properties }) => {
        const name = template.Resources?.[Properties?.FunctionName?.Ref]?.Properties?.FunctionName;
        return typeof name === 'string' ? [[name, feedingOf(Properties)]] : [];
      }),
    ),
  };
}

function feedingOf(properties: any): Alimentacion {
  const { BatchSize = 1, MaximumBatchingWindowInSeconds = 0, ScalingConfig } = properties;
  const concurrency = ScalingConfig?.MaximumConcurrency;
  return { batch: BatchSize, windowMs: MaximumBatchingWindowInSeconds * 1_000, ...(concurrency && { concurrency }) };
}

/** The kinds of things that are counted. */
export const KINDS = Object.keys(COUNTED) as Counted[];
