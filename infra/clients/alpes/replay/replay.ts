import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CancelReplayCommand,
  DescribeReplayCommand,
  type DescribeReplayCommandOutput,
  EventBridgeClient,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connect } from '../connection.ts';
import { drained } from '../draining.ts';
import { Failure } from '../failures.ts';
import { noteInterruption } from '../interruption.ts';
import type { ReplayOptions } from '../options.ts';
import { counted, show } from '../output.ts';
import { openBar } from '../progress.ts';
import { queueUrl } from '../queues.ts';
import { nowThere } from './now.ts';
import { type Range, rangeOf } from './range.ts';
import { rowsOf } from './rows.ts';
import { type Target, targetsNamed } from './targets.ts';

const POLL_MS = 250;

/** Replays events to the chosen targets, shows how far it is, and waits until the targets have taken them. */
export async function replay(options: ReplayOptions): Promise<void> {
  const { endpoint } = connect(options);
  const { signal, end } = noteInterruption();
  try {
    const events = new EventBridgeClient({});
    const targets = await targetsNamed(events, options.a);
    const range = await rangeOf(events, options, await nowThere(endpoint));
    if (signal.aborted) throw new Failure('interrumpido antes de empezar');
    const name = await start(events, range, targets);
    await follow(events, name, { range, signal });
    await applied(targets, signal);
    await report(options, { name, targets, archived: range.archived });
  } finally {
    end();
  }
}

interface Finished {
  readonly name: string;
  readonly targets: readonly Target[];
  readonly archived: number;
}

async function report(options: ReplayOptions, { name, targets, archived }: Finished): Promise<void> {
  const destinos = targets.map((target) => target.name);
  const filas = await rowsOf(destinos);
  show(options, { repeticion: name, eventosEnArchivo: archived, destinos, filas }, () =>
    [
      `Repetición ${name} terminada: ${destinos.join(', ')} (el archivo tiene ${archived} eventos)`,
      ...Object.entries(filas).map(([view, rows]) => `  ${view}: ${rows} filas`),
    ].join('\n'),
  );
}

async function start(
  events: EventBridgeClient,
  { archiveArn, busArn, from, to }: Range,
  targets: readonly Target[],
): Promise<string> {
  const ReplayName = `alpes-${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`;
  await events.send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: archiveArn,
      EventStartTime: from,
      EventEndTime: to,
      Destination: { Arn: busArn, FilterArns: targets.map(({ ruleArn }) => ruleArn) },
    }),
  );
  return ReplayName;
}

interface Course {
  readonly range: Range;
  readonly signal: AbortSignal;
}

async function follow(events: EventBridgeClient, name: string, { range: { from, to }, signal }: Course): Promise<void> {
  const bar = openBar('Repitiendo', to.getTime() - from.getTime());
  try {
    for (;;) {
      const seen = await events.send(new DescribeReplayCommand({ ReplayName: name }));
      if (seen.State === 'COMPLETED') return;
      if (signal.aborted) return await cancel(events, name);
      refuseEnded(name, seen);
      const at = seen.EventLastReplayedTime;
      if (at) bar.at(at.getTime() - from.getTime(), at.toISOString());
      await wait(POLL_MS);
    }
  } finally {
    bar.end();
  }
}

function refuseEnded(name: string, { State, StateReason }: DescribeReplayCommandOutput): void {
  if (State === 'FAILED') throw new Failure(`la repetición ${name} falló: ${StateReason ?? 'sin explicación'}`);
  if (State === 'CANCELLED' || State === 'CANCELLING') throw new Failure(`otro canceló la repetición ${name}`);
}

async function cancel(events: EventBridgeClient, name: string): Promise<never> {
  await events.send(new CancelReplayCommand({ ReplayName: name }));
  throw new Failure(`la repetición ${name} se canceló; lo ya enviado no hace daño`);
}

/** Waits until the targets' queues are empty. */
async function applied(targets: readonly Target[], signal: AbortSignal): Promise<void> {
  const sqs = new SQSClient({});
  const urls = await Promise.all(targets.flatMap(({ queues }) => queues).map((queue) => queueUrl(sqs, queue)));
  const left = await drained(sqs, urls, signal);
  if (left === 0) return;
  throw new Failure(
    `interrumpido con ${counted(left, 'mensaje', 'mensajes')} en cola; se aplicarán sin que nadie espere`,
  );
}
