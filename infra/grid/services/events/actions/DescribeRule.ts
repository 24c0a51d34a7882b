import { ACCOUNT, type Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import type { Json, Rule } from '../model.ts';
import { busNameOf, ruleArn } from '../names.ts';
import { existingRule } from '../rules.ts';

/** Describes a rule; its targets are listed apart. */
export function describeRule(core: Core): Action {
  return {
    permissions: ({ EventBusName, Name }) => [
      { action: 'events:DescribeRule', resource: ruleArn(busNameOf(EventBusName), String(Name)) },
    ],
    run: ({ input }) => ({
      ...ruleSummary(existingRule(core, busNameOf(input.EventBusName), String(input.Name))),
      CreatedBy: ACCOUNT,
    }),
  };
}

/** A rule as lists and descriptions show it. */
export function ruleSummary(rule: Rule): Json {
  return {
    Name: rule.name,
    Arn: ruleArn(rule.bus, rule.name),
    EventBusName: rule.bus,
    EventPattern: rule.pattern,
    ScheduleExpression: rule.schedule,
    State: rule.enabled ? 'ENABLED' : 'DISABLED',
    Description: rule.description,
    RoleArn: rule.roleArn,
  };
}
