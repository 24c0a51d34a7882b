import type { GridContext, JsonObject } from '../../service.ts';
import { timeOf } from '../events/bus/entries.ts';
import type { Definition } from './model.ts';
import { groupArn, groupNameOf, nameOf, PRINCIPAL, validation } from './names.ts';
import { targetOf } from './target.ts';
import { checkTiming } from './timing/occurrences.ts';

/** What a call or a template says of a schedule; what neither says is as AWS has it. @throws ValidationException */
export function definitionOf(input: JsonObject): Definition {
  const { Description: description, KmsKeyArn: kmsKeyArn, State: state = 'ENABLED' } = input;
  const { ActionAfterCompletion: afterCompletion = 'NONE', ScheduleExpressionTimezone: timezone = 'UTC' } = input;
  if (state !== 'ENABLED' && state !== 'DISABLED') throw oneOf('State', 'ENABLED, DISABLED');
  if (afterCompletion !== 'NONE' && afterCompletion !== 'DELETE') throw oneOf('ActionAfterCompletion', 'NONE, DELETE');
  const startDate = dateOf(input.StartDate, 'StartDate');
  const endDate = dateOf(input.EndDate, 'EndDate');
  if (startDate !== undefined && endDate !== undefined && endDate <= startDate) {
    throw validation('The EndDate you specify must be later than the StartDate.');
  }
  const timing = { expression: String(input.ScheduleExpression), timezone: String(timezone) };
  checkTiming(timing);
  return {
    group: groupNameOf(input.GroupName),
    name: nameOf(input.Name, 'Name'),
    ...timing,
    enabled: state === 'ENABLED',
    windowMinutes: windowOf(input.FlexibleTimeWindow),
    target: targetOf(input.Target),
    afterCompletion,
    ...(description !== undefined && { description: String(description) }),
    ...(startDate !== undefined && { startDate }),
    ...(endDate !== undefined && { endDate }),
    ...(kmsKeyArn !== undefined && { kmsKeyArn: String(kmsKeyArn) }),
  };
}

/** That the Scheduler may take the role of a target, for schedules of this group. @throws ValidationException */
export function checkRole({ access }: GridContext, { group, target }: Definition): void {
  try {
    const source = { service: PRINCIPAL, arn: groupArn(group) };
    access.checkService(source, { action: 'sts:AssumeRole', resource: target.RoleArn });
  } catch {
    throw validation('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
  }
}

/** Minutes; 0 for none. */
function windowOf(window: JsonObject | undefined): number {
  const { Mode: mode, MaximumWindowInMinutes: minutes } = window ?? {};
  if (mode !== 'OFF' && mode !== 'FLEXIBLE') throw oneOf('FlexibleTimeWindow.Mode', 'OFF, FLEXIBLE');
  if (mode === 'OFF' && minutes === undefined) return 0;
  if (mode === 'OFF') throw validation('MaximumWindowInMinutes is only for the mode FLEXIBLE.');
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440) return minutes;
  throw validation('MaximumWindowInMinutes must be from 1 to 1440.');
}

function dateOf(value: unknown, member: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  const time = timeOf(value);
  if (time === undefined) throw validation(`${member} is not a date: ${value}.`);
  return time;
}

function oneOf(member: string, values: string): ReturnType<typeof validation> {
  return validation(`${member} must be one of ${values}.`);
}
