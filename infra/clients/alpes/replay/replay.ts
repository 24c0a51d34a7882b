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
import type { Names } from '#infra/cdk/names.ts';
import { connect } from '../connection.ts';
import { drained } from '../draining.ts';
import { EXIT, Failure } from '../failures.ts';
import { noteInterruption } from '../interruption.ts';
import { nowThere } from '../now.ts';
import type { ReplayOptions } from '../options.ts';
import { show } from '../output.ts';
import { openBar } from '../progress.ts';
import { queueUrl } from '../queues.ts';
import { counted } from '../words.ts';
import { noteDead } from './deaths.ts';
import { type Range, rangeOf } from './range.ts';
import { rowsOf } from './rows.ts';
import { type Target, targetsNamed } from './targets.ts';

const POLL_MS = 250;

/**
 * Replays events to the chosen targets, shows how far it is, and waits until the targets have taken them. Tells which of
 * them died; exit code 1 when some did.
 */
export async function replay(options: ReplayOptions): Promise<void> {
  const { endpoint, names } = connect(options);
  const { signal, end } = noteInterruption();
  try {
    const events = new EventBridgeClient({});
    const targets = await targetsNamed(events, names, options.a);
    const range = await rangeOf(events, options, {
      now: await nowThere(endpoint),
      endpoint,
      archive: names.system,
    });
    if (signal.aborted) throw new Failure('interrumpido antes de empezar');
    const sqs = new SQSClient({});
    const queues = await Promise.all(targets.flatMap((target) => target.queues).map((queue) => queueUrl(sqs, queue)));
    const deadSince = await noteDead(sqs, queues);
    const name = await start(events, { range, names }, targets);
    await follow(events, name, { range, signal });
    await applied(sqs, queues, signal);
    await report(options, { name, names, targets, archived: range.archived, died: await deadSince() });
  } finally {
    end();
  }
}

interface Finished {
  readonly name: string;
  readonly names: Names;
  readonly targets: readonly Target[];
  readonly archived: number;
  /** Why each of the messages that it brought to the dead letters is there. */
  readonly died: readonly string[];
}

async function report(options: ReplayOptions, { name, names, targets, archived, died }: Finished): Promise<void> {
  const destinos = targets.map((target) => target.name);
  const filas = await rowsOf(destinos, names);
  const end =
    died.length === 0 ? 'terminada' : `no llegó entera: ${counted(died.length, 'mensaje murió', 'mensajes murieron')}`;
  const archive = counted(archived, 'evento', 'eventos');
  show(options, { repeticion: name, eventosEnArchivo: archived, destinos, filas, muertos: died }, () =>
    [
      `Repetición ${name} ${end}: ${destinos.join(', ')} (el archivo tiene ${archive})`,
      ...Object.entries(filas).map(([view, rows]) => `  ${view}: ${counted(rows, 'fila', 'filas')}`),
      ...[...new Set(died)].map((why) => `  ${why}`),
    ].join('\n'),
  );
  if (died.length > 0) process.exitCode = EXIT.failed;
}

async function start(
  events: EventBridgeClient,
  { range: { archiveArn, busArn, from, to }, names }: { readonly range: Range; readonly names: Names },
  targets: readonly Target[],
): Promise<string> {
  const at = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const ReplayName = `${names.of(at)}-${randomUUID().slice(0, 8)}`;
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
async function applied(sqs: SQSClient, queues: readonly string[], signal: AbortSignal): Promise<void> {
  const left = await drained(sqs, queues, signal);
  if (left === 0) return;
  throw new Failure(
    `interrumpido con ${counted(left, 'mensaje', 'mensajes')} en cola; se aplicarán sin que nadie espere`,
  );
}
