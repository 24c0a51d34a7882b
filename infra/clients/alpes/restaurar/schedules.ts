import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { ofKind } from '#infra/cdk/derive/functions.ts';
import type { Names } from '#infra/cdk/names.ts';
import { functions } from '../catalogue.ts';
import { Failure } from '../failures.ts';

/** Stops what runs by the clock, or lets it run again; see `wake` of `infra/cdk/constructs/technical.ts`. */
export async function letRunByClock(names: Names, run: boolean): Promise<void> {
  const events = new EventBridgeClient({});
  const scheduled = ofKind(functions, 'technical').filter(({ declaration }) => declaration.trigger.on === 'schedule');
  try {
    for (const { name } of scheduled) {
      const rule = { Name: names.of(name) };
      await events.send(run ? new EnableRuleCommand(rule) : new DisableRuleCommand(rule));
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new Failure(`la etapa ${names.stage} no está desplegada ahí: le faltan reglas`);
  } finally {
    events.destroy();
  }
}
