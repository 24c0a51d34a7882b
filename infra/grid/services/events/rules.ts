import { AwsError } from '../../service.ts';
import { existingBus } from './buses.ts';
import type { Core } from './core.ts';
import type { Json, Rule, Target } from './model.ts';
import { DEFAULT_BUS, notValid, validation } from './names.ts';
import { invalid } from './pattern/invalid.ts';
import { compile } from './pattern/match.ts';
import { scheduleOf } from './schedule/expression.ts';
import { targetOf } from './target/validate.ts';

/** Quotas of AWS: characters of a pattern, targets of a rule. */
const LONGEST_PATTERN = 2_048;
const MOST_TARGETS = 5;

/** The rule of a bus. Throws `ResourceNotFoundException`. */
export function existingRule(core: Core, bus: string, name: string): Rule {
  existingBus(core, bus);
  const rule = core.registry.rule(bus, name);
  if (!rule) {
    throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);
  }
  return rule;
}

/** The text of a pattern, once it is known to compile. */
export function patternOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length > LONGEST_PATTERN) invalid(`it is longer than ${LONGEST_PATTERN} characters.`);
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch (error) {
    invalid(error instanceof Error ? error.message : String(error));
  }
  compile(pattern);
  return text;
}

/** What `PutRule` and `AWS::Events::Rule` say of a rule; what they do not say of an existing one is kept or reset as they do. */
export function definitionOf(
  bus: string,
  input: Json,
): Pick<Rule, 'enabled'> & Partial<Pick<Rule, 'description' | 'pattern' | 'schedule' | 'roleArn'>> {
  const pattern = patternOf(input.EventPattern);
  const schedule: unknown = input.ScheduleExpression || undefined;
  if (pattern === undefined && schedule === undefined) {
    throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  if (typeof schedule === 'string') {
    if (bus !== DEFAULT_BUS) throw validation('ScheduleExpression is supported only on the default event bus.');
    scheduleOf(schedule, 0);
  } else if (schedule !== undefined) throw notValid('ScheduleExpression', 'it must be a string.');
  const { State: state = 'ENABLED', Description: description, RoleArn: roleArn } = input;
  if (state !== 'ENABLED' && state !== 'DISABLED') throw notValid('State', `the grid does not act on ${state}.`);
  return {
    enabled: state === 'ENABLED',
    ...(description !== undefined && { description: String(description) }),
    ...(pattern !== undefined && { pattern }),
    ...(typeof schedule === 'string' && { schedule }),
    ...(roleArn !== undefined && { roleArn: String(roleArn) }),
  };
}

/** The targets of `rule` with `given` put in by id. Throws `LimitExceededException` above five. */
export function withTargets(rule: Pick<Rule, 'bus' | 'name' | 'targets'>, given: readonly Json[]): Target[] {
  const targets = new Map(rule.targets.map((target) => [target.Id, target]));
  for (const [at, each] of given.entries()) {
    const target = targetOf(rule, each, at + 1);
    targets.set(target.Id, target);
  }
  if (targets.size > MOST_TARGETS) {
    throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
  }
  return [...targets.values()];
}

/** Switches a rule on or off. */
export async function switchRule(core: Core, rule: Rule, state: 'ENABLED' | 'DISABLED'): Promise<void> {
  await core.registry.put('rule', { ...rule, enabled: state === 'ENABLED' });
}
