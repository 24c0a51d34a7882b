import {
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
} from '@aws-sdk/client-eventbridge';
import type { Names } from '#infra/cdk/names.ts';
import { Failure, UsageError } from '../failures.ts';
import { didYouMean } from '../suggest.ts';

/** A rule that gets replayed events, and the queues that it fills. */
export interface Target {
  /** What the user called it by. */
  readonly name: string;
  readonly ruleArn: string;
  readonly queues: readonly string[];
}

/** The targets by their short names (`ordenes`) or their rules' (`alpes-dev-ordenes`). Throws UsageError with the nearest name. */
export async function targetsNamed(
  events: EventBridgeClient,
  names: Names,
  words: readonly string[],
): Promise<Target[]> {
  const rules = await rulesOfBus(events, names.system);
  return Promise.all(
    [...new Set(words)].map(async (name) => {
      const rule = rules.get(names.of(names.short(name)));
      if (!rule?.Arn) throw unknown(name, names, [...rules.keys()]);
      return { name, ruleArn: rule.Arn, queues: await queuesOf(events, names.system, rule) };
    }),
  );
}

async function rulesOfBus(client: EventBridgeClient, EventBusName: string): Promise<Map<string, Rule>> {
  const rules = new Map<string, Rule>();
  let next: string | undefined;
  do {
    const { Rules = [], NextToken } = await client.send(
      new ListRulesCommand({ EventBusName, ...(next && { NextToken: next }) }),
    );
    for (const rule of Rules) rules.set(rule.Name ?? '', rule);
    next = NextToken;
  } while (next);
  if (rules.size === 0) throw new Failure(`el bus ${EventBusName} no tiene reglas: nada está desplegado ahí`);
  return rules;
}

/** The names of the queues among a rule's targets: the last part of `arn:aws:sqs:<region>:<account>:<name>`. */
async function queuesOf(events: EventBridgeClient, EventBusName: string, { Name }: Rule): Promise<string[]> {
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName }));
  return Targets.flatMap(({ Arn = '' }) =>
    Arn.startsWith('arn:aws:sqs:') ? [Arn.slice(Arn.lastIndexOf(':') + 1)] : [],
  );
}

function unknown(name: string, names: Names, rules: readonly string[]): UsageError {
  const short = rules.map((rule) => names.short(rule));
  return new UsageError(
    `no hay una vista o regla "${name}" en el bus ${names.system}.${didYouMean(name, short) || ` Hay: ${short.join(', ')}`}`,
  );
}
