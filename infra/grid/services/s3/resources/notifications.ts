import type { JsonObject } from '../../../service.ts';
import { checkOverlaps, type Notifications, notificationOf } from '../notifications/configuration.ts';

/** In what lists destinations are, and by what member each has its ARN. */
const LISTS = { LambdaConfigurations: 'Function', QueueConfigurations: 'Queue', TopicConfigurations: 'Topic' } as const;

/** What `NotificationConfiguration` of a bucket says; `undefined` where it says nothing. @throws an Error for what the grid does not do. */
export function notificationsOf(configuration: JsonObject | undefined): Notifications | undefined {
  if (configuration === undefined) return undefined;
  const to = Object.entries(LISTS).flatMap(([list, member]) =>
    (configuration[list] ?? []).map(({ Event, Filter, [member]: arn }: JsonObject, at: number) =>
      notificationOf({ id: `${list}-${at}`, arn, events: [Event], rules: Filter?.S3Key?.Rules ?? [] }),
    ),
  );
  checkOverlaps(to);
  const { EventBridgeEnabled = true } = configuration.EventBridgeConfiguration ?? { EventBridgeEnabled: false };
  return { to, eventBridge: String(EventBridgeEnabled) === 'true' };
}
