import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { PROBLEMS, problemType } from '#shared/model/problem.ts';
import type { Account } from '../../settings/account.ts';
import { namesIn } from '../stageStack.ts';

/**
 * AWS's own rules that stand before the API, in the order in which they are asked, with those of each that only count.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const MANAGED = [
  // Bodies over 8 KB are good ones too: API Gateway and the functions say themselves what is too large.
  { name: 'AWSManagedRulesCommonRuleSet', counting: ['SizeRestrictions_BODY'] },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', counting: [] },
] as const;

const WINDOW_SECONDS = 60;
const TOO_MANY = 'demasiadas';

/** What one address may ask, and headers of what it is told beyond that. */
interface Props extends NonNullable<Account['firewall']> {
  readonly headers: Readonly<Record<string, string>>;
}

/** Puts a web ACL before the stage of a REST API: AWS's common rules, and no more than so many requests a minute of one address. */
export function walled(scope: Construct, stage: Stage, { perMinute, headers }: Props): void {
  const { system, stage: of } = namesIn(scope);
  const { status, title } = PROBLEMS.DEMASIADAS_PETICIONES;
  const acl = new CfnWebACL(scope, 'Firewall', {
    name: system,
    description: `Before the API of ${of}`,
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: seen(system),
    customResponseBodies: {
      [TOO_MANY]: {
        contentType: 'APPLICATION_JSON',
        content: JSON.stringify({
          type: problemType('DEMASIADAS_PETICIONES'),
          title,
          status,
          codigo: 'DEMASIADAS_PETICIONES',
        }),
      },
    },
    rules: [
      {
        name: 'PorDireccion',
        priority: 0,
        statement: {
          rateBasedStatement: { limit: perMinute, evaluationWindowSec: WINDOW_SECONDS, aggregateKeyType: 'IP' },
        },
        // It goes out as it is, whatever the API says of its own answers.
        action: {
          block: {
            customResponse: {
              responseCode: status,
              customResponseBodyKey: TOO_MANY,
              responseHeaders: Object.entries({ 'Retry-After': String(WINDOW_SECONDS), ...headers }).map(
                ([name, value]) => ({
                  name,
                  value,
                }),
              ),
            },
          },
        },
        visibilityConfig: seen('PorDireccion'),
      },
      ...MANAGED.map(({ name, counting }, at) => ({
        name,
        priority: at + 1,
        statement: {
          managedRuleGroupStatement: {
            vendorName: 'AWS',
            name,
            ruleActionOverrides: counting.map((one) => ({ name: one, actionToUse: { count: {} } })),
          },
        },
        overrideAction: { none: {} },
        visibilityConfig: seen(name),
      })),
    ],
  });
  new CfnWebACLAssociation(scope, 'BehindFirewall', { webAclArn: acl.attrArn, resourceArn: stage.stageArn });
}

/** Counted, and no request kept as a sample: it would have tokens, and addresses that open something. */
function seen(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}
