import type { CustomRequest, Provider } from '../../../cloudformation/custom/provider.ts';
import type { JsonObject } from '../../../service.ts';
import { checkOverlaps, type Notifications, notificationOf, SILENT } from '../notifications/configuration.ts';
import type { Shelf } from '../storage/shelf.ts';

/** In what lists destinations are, and by what member each has its ARN. */
const LISTS = {
  LambdaFunctionConfigurations: 'LambdaFunctionArn',
  QueueConfigurations: 'QueueArn',
  TopicConfigurations: 'TopicArn',
} as const;

/**
 * `Custom::S3BucketNotifications`, whose own function is Python (aws-cdk-lib/custom-resource-handlers, notifications-resource-handler).
 * It says all that a bucket of the stack tells; of another bucket it leaves what others have said.
 */
export function bucketNotifications(shelf: Shelf): Provider {
  return {
    native: true,
    acted: ['BucketName', 'Managed', 'NotificationConfiguration', 'ServiceToken', 'SkipDestinationValidation'],
    inert: {},
    check: ({ properties }) => void saidOf(properties.NotificationConfiguration, ''),
    async provide(request) {
      const { RequestType, ResourceProperties, LogicalResourceId, PhysicalResourceId = LogicalResourceId } = request;
      const { BucketName, NotificationConfiguration, SkipDestinationValidation } = ResourceProperties;
      const owner = ownerOf(request);
      const said = RequestType === 'Delete' ? SILENT : saidOf(NotificationConfiguration, owner);
      const bucket = shelf.buckets.find(BucketName);
      // What a bucket told is gone with it.
      if (bucket || RequestType !== 'Delete') {
        const before = shelf.buckets.get(BucketName).notifications;
        const all = isOn(ResourceProperties.Managed, true) ? said : beside(before, said, owner);
        const kept = before.ofTemplate && { ofTemplate: before.ofTemplate };
        await shelf.notify(BucketName, { ...all, ...kept }, { unchecked: isOn(SkipDestinationValidation, false) });
      }
      return { id: PhysicalResourceId, data: {} };
    },
  };
}

/** What others have said of a bucket stays; whether its events go to the bus too, since nobody knows who said that. */
function beside(before: Notifications, said: Notifications, owner: string): Notifications {
  const others = before.to.filter(({ id }) => !id.startsWith(owner));
  return { to: [...others, ...said.to], eventBridge: before.eventBridge || said.eventBridge };
}

function ownerOf({ StackId, LogicalResourceId }: CustomRequest): string {
  return `${StackId}-${LogicalResourceId}-`;
}

function saidOf(configuration: JsonObject = {}, owner: string): Notifications {
  const to = Object.entries(LISTS).flatMap(([list, member]) =>
    (configuration[list] ?? []).map(({ Id, Events, Filter, [member]: arn }: JsonObject, at: number) =>
      notificationOf({
        id: Id ?? `${owner}${list}-${at}`,
        arn,
        events: Events,
        rules: Filter?.Key?.FilterRules ?? [],
      }),
    ),
  );
  checkOverlaps(to);
  return { to, eventBridge: configuration.EventBridgeConfiguration !== undefined };
}

function isOn(value: unknown, otherwise: boolean): boolean {
  return value === undefined ? otherwise : String(value).toLowerCase() === 'true';
}
