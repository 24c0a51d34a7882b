import type { GridContext, Receiver, Service } from '../../service.ts';
import { cancelReplay } from './actions/CancelReplay.ts';
import { createArchive } from './actions/CreateArchive.ts';
import { createEventBus } from './actions/CreateEventBus.ts';
import { deleteArchive } from './actions/DeleteArchive.ts';
import { deleteEventBus } from './actions/DeleteEventBus.ts';
import { deleteRule } from './actions/DeleteRule.ts';
import { describeArchive } from './actions/DescribeArchive.ts';
import { describeEventBus } from './actions/DescribeEventBus.ts';
import { describeReplay } from './actions/DescribeReplay.ts';
import { describeRule } from './actions/DescribeRule.ts';
import { disableRule } from './actions/DisableRule.ts';
import { enableRule } from './actions/EnableRule.ts';
import { listArchives } from './actions/ListArchives.ts';
import { listEventBuses } from './actions/ListEventBuses.ts';
import { listReplays } from './actions/ListReplays.ts';
import { listRuleNamesByTarget } from './actions/ListRuleNamesByTarget.ts';
import { listRules } from './actions/ListRules.ts';
import { listTagsForResource } from './actions/ListTagsForResource.ts';
import { listTargetsByRule } from './actions/ListTargetsByRule.ts';
import { putEvents } from './actions/PutEvents.ts';
import { putPermission } from './actions/PutPermission.ts';
import { putRule } from './actions/PutRule.ts';
import { putTargets } from './actions/PutTargets.ts';
import { removePermission } from './actions/RemovePermission.ts';
import { removeTargets } from './actions/RemoveTargets.ts';
import { startReplay } from './actions/StartReplay.ts';
import { tagResource } from './actions/TagResource.ts';
import { testEventPattern } from './actions/TestEventPattern.ts';
import { untagResource } from './actions/UntagResource.ts';
import { updateArchive } from './actions/UpdateArchive.ts';
import { updateEventBus } from './actions/UpdateEventBus.ts';
import { type Draft, eventOf } from './bus/event.ts';
import { saveBus } from './buses.ts';
import { coreOf } from './core.ts';
import { DEFAULT_BUS } from './names.ts';
import { receiverOf } from './receiver.ts';
import { archive } from './resources/archive.ts';
import { eventBus } from './resources/eventBus.ts';
import { eventBusPolicy } from './resources/eventBusPolicy.ts';
import { rule } from './resources/rule.ts';

/** Whoever takes the events that AWS's services tell of themselves, on the default bus. */
export interface Told {
  /** Inside a unit of work of the store. */
  tell(event: Draft): void;
}

/** Amazon EventBridge: buses, rules, schedules, archives and replays. */
export function eventsService(grid: GridContext): Service & Told & { readonly receiver: Receiver } {
  const core = coreOf(grid);
  return {
    name: 'events',
    receiver: receiverOf(core),
    tell: (event) => core.router.route(DEFAULT_BUS, eventOf(event, grid.clock.now())),
    actions: {
      CancelReplay: cancelReplay(core),
      CreateArchive: createArchive(core),
      CreateEventBus: createEventBus(core),
      DeleteArchive: deleteArchive(core),
      DeleteEventBus: deleteEventBus(core),
      DeleteRule: deleteRule(core),
      DescribeArchive: describeArchive(core),
      DescribeEventBus: describeEventBus(core),
      DescribeReplay: describeReplay(core),
      DescribeRule: describeRule(core),
      DisableRule: disableRule(core),
      EnableRule: enableRule(core),
      ListArchives: listArchives(core),
      ListEventBuses: listEventBuses(core),
      ListReplays: listReplays(core),
      ListRuleNamesByTarget: listRuleNamesByTarget(core),
      ListRules: listRules(core),
      ListTagsForResource: listTagsForResource(core),
      ListTargetsByRule: listTargetsByRule(core),
      PutEvents: putEvents(core),
      PutPermission: putPermission(core),
      PutRule: putRule(core),
      PutTargets: putTargets(core),
      RemovePermission: removePermission(core),
      RemoveTargets: removeTargets(core),
      StartReplay: startReplay(core),
      TagResource: tagResource(core),
      TestEventPattern: testEventPattern(),
      UntagResource: untagResource(core),
      UpdateArchive: updateArchive(core),
      UpdateEventBus: updateEventBus(core),
    },
    resources: {
      'AWS::Events::EventBus': eventBus(core),
      'AWS::Events::EventBusPolicy': eventBusPolicy(core),
      'AWS::Events::Rule': rule(core),
      'AWS::Events::Archive': archive(core),
    },
    async start() {
      await core.registry.load(grid.clock.now());
      for (const bus of core.registry.list('bus')) await saveBus(core, bus);
    },
    run() {
      core.delivery.run();
      core.archives.run();
      core.scheduler.run();
      core.replayer.run();
    },
    async stop() {
      core.scheduler.stop();
      core.archives.stop();
      await core.replayer.stop();
      await core.delivery.stop();
    },
  };
}
