import { Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Account } from '../settings/account.ts';
import { namesIn } from './stageStack.ts';

/** When somebody is told: of what was spent, and of what the month will come to, in hundredths of the budget. */
const TOLD = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'FORECASTED', threshold: 100 },
];

/**
 * Tells a topic when the account's month costs more than it should: all that the account pays, since by tags a budget sees
 * nothing before somebody has made them known to billing.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 */
export function budgeted(topic: Topic, { usdPerMonth }: NonNullable<Account['budget']>): void {
  const { account, partition } = Stack.of(topic);
  const told = topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('budgets.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:budgets::${account}:*` },
      },
    }),
  );
  const budget = new CfnBudget(topic, 'Budget', {
    budget: {
      budgetName: namesIn(topic).of('presupuesto'),
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: usdPerMonth, unit: 'USD' },
    },
    notificationsWithSubscribers: TOLD.map((when) => ({
      notification: { ...when, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
      subscribers: [{ subscriptionType: 'SNS', address: topic.topicArn }],
    })),
  });
  if (told.policyDependable) budget.node.addDependency(told.policyDependable);
}
