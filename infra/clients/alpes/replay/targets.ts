import {
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
} from '@aws-sdk/client-eventbridge';
import { BUS, PREFIX } from '#infra/cdk/names.ts';
import { Failure, UsageError } from '../failures.ts';
import { didYouMean } from '../suggest.ts';

/** A rule that gets replayed events, and the queues that it fills. */
export interface Target {
  /** What the user called it by. */
  readonly name: string;
  readonly ruleArn: string;
  readonly queues: readonly string[];
}

/** The targets by their short names (`ordenes`) or their rules' (`alpes-ordenes`). Throws UsageError with the nearest name. */
export async function targetsNamed(events: EventBridgeClient, words: readonly string[]): Promise<Target[]> {
  const rules = await rulesOfBus(events);
  return Promise.all(
    [...new Set(words)].map(async (name) => {
      const rule = rules.get(`${PREFIX}-${name}`) ?? rules.get(name);
      if (!rule?.Arn) throw unknown(name, [...rules.keys()]);
      return { name, ruleArn: rule.Arn, queues: await queuesOf(events, rule) };
    }),
  );
}

async function rulesOfBus(client: EventBridgeClient): Promise<Map<string, Rule>> {
  const rules = new Map<string, Rule>();
  let next: string | undefined;
  do {
    const { Rules = [], NextToken } = await client.send(
      new ListRulesCommand({ EventBusName: BUS, ...(next && { NextToken: next }) }),
    );
    for (const rule of Rules) rules.set(rule.Name ?? '', rule);
    next = NextToken;
  } while (next);
  if (rules.size === 0) throw new Failure(`el bus ${BUS} no tiene reglas: nada está desplegado ahí`);
  return rules;
}

/** The names of the queues among a rule's targets: the last part of `arn:aws:sqs:<region>:<account>:<name>`. */
async function queuesOf(events: EventBridgeClient, { Name }: Rule): Promise<string[]> {
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName: BUS }));
  return Targets.flatMap(({ Arn = '' }) =>
    Arn.startsWith('arn:aws:sqs:') ? [Arn.slice(Arn.lastIndexOf(':') + 1)] : [],
  );
}

function unknown(name: string, rules: readonly string[]): UsageError {
  const short = rules.map((rule) => rule.replace(`${PREFIX}-`, ''));
  return new UsageError(
    `no hay una vista o regla "${name}" en el bus ${BUS}.${didYouMean(name, short) || ` Hay: ${short.join(', ')}`}`,
  );
}
