import { ArnFormat, Stack } from 'aws-cdk-lib';
import { EventField, type EventPattern, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { namesIn } from './stageStack.ts';

/**
 * By which mail is sent, so that SES tells what becomes of it: on the default bus, since SES knows no other
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_EventBridgeDestination.html). Whom mail did not reach, or who
 * complained, is sent none any more by this account.
 */
export class MailSet extends Construct {
  constructor(scope: Construct) {
    super(scope, 'MailSet');
    const set = new CfnConfigurationSet(this, 'Set', {
      name: namesIn(this).mail,
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    const events = new CfnConfigurationSetEventDestination(this, 'Events', {
      configurationSetName: namesIn(this).mail,
      eventDestination: {
        name: 'bus',
        enabled: true,
        matchingEventTypes: ['DELIVERY', 'BOUNCE', 'REJECT'],
        eventBridgeDestination: {
          eventBusArn: Stack.of(this).formatArn({
            service: 'events',
            resource: 'event-bus',
            resourceName: 'default',
            arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
          }),
        },
      },
    });
    events.addResourceDependency(set);
  }
}

/**
 * What SES tells of the mail of a stage (https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html): it tags
 * each message with its configuration set.
 */
export function mailPattern(set: string): EventPattern {
  return {
    source: ['aws.ses'],
    detailType: ['Email Delivered', 'Email Bounced', 'Email Rejected'],
    detail: { mail: { tags: { 'ses:configuration-set': [set] } } },
  };
}

/** Of that, what happened to which message: neither addresses nor subjects go into the queue. */
export function mailNews(): RuleTargetInput {
  return RuleTargetInput.fromObject({
    tipo: EventField.detailType,
    clave: EventField.fromPath('$.detail.mail.tags.clave[0]'),
    version: EventField.fromPath('$.detail.mail.tags.version[0]'),
  });
}
