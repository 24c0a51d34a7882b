import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LIMITS } from '#infra/cdk/defaults.ts';
import { tellsOutside } from '#infra/cdk/derive/functions.ts';
import { generationsOf } from '#infra/cdk/derive/generations.ts';
import { queuesOf } from '#infra/cdk/derive/queues.ts';
import type { Names } from '#infra/cdk/names.ts';
import { RESTORED } from '#shared/runtime/eventLog/commit.ts';
import { functions } from '../catalogue.ts';
import { connect } from '../connection.ts';
import { drained } from '../draining.ts';
import { EXIT, Failure, UsageError } from '../failures.ts';
import { noteInterruption } from '../interruption.ts';
import type { RestaurarOptions } from '../options.ts';
import { say, show } from '../output.ts';
import { queueUrl } from '../queues.ts';
import { clientsOf, deployedGeneration, views } from '../reconstruir/marks.ts';
import { rebuildAll } from '../reconstruir/reconstruir.ts';
import { noteDead } from '../replay/deaths.ts';
import { counted } from '../words.ts';
import { copyInto } from './copy.ts';
import { digestOf, type Source } from './item.ts';
import type { Findings } from './ledger.ts';
import { rememberMessages } from './messages.ts';
import { type Read, readWhole } from './reading.ts';
import { resend } from './resend.ts';
import { letRunByClock } from './schedules.ts';
import { openSource, openTable } from './source.ts';

/** Of what is wrong with a copy, so much is told. */
const MOST_TOLD = 20;

/** The copies that a restore is made of. */
interface Sources {
  readonly log: Source;
  readonly keys: Source;
  readonly messages: Source | undefined;
}

/** What was done, beside what the copy was found to be. */
interface Restored {
  readonly escritos: number;
  readonly claves: number;
  readonly avisos: number;
  readonly vistas: number;
  /** Events that went to queues again, and why those died that did. */
  readonly reenviados: number;
  readonly muertos: readonly string[];
  readonly plazos: number;
}

/**
 * Checks a copy of the event log, and brings it back into a stage that is new and empty: the log, the views, what was sent, and
 * what was under way (see docs/decisions/0024-restore.md). Running it again goes on where it was interrupted.
 * @throws Failure when the copy is no whole log, when the stage is not such, or when what was written is not the copy.
 */
export async function restaurar(options: RestaurarOptions): Promise<void> {
  const { names } = connect(options);
  const dynamodb = new DynamoDBClient({});
  const log = await openSource(dynamodb, options.de);
  if (options.comprobar) return check(options, (await readWhole(log, 'Comprobando')).findings);
  if (!options.claves)
    throw new UsageError('diga de dónde vienen las claves, con --claves; o solo compruebe, con --comprobar');
  const sources: Sources = {
    log,
    keys: await openSource(dynamodb, options.claves),
    messages: options.avisos ? await openSource(dynamodb, options.avisos) : undefined,
  };
  const { findings } = await readWhole(log, 'Comprobando');
  refuseFaulty(findings);
  await refuseUnfit(dynamodb, names);
  const done = await restore(dynamodb, names, { sources, findings });
  const { problemas: _, ...found } = findings;
  show(options, { ...found, ...done }, () => told(found, done));
  if (done.muertos.length > 0) process.exitCode = EXIT.failed;
}

function check(options: RestaurarOptions, findings: Findings): void {
  const { problemas } = findings;
  show(options, findings, () =>
    [
      summaryOf(findings),
      ...problemas.slice(0, MOST_TOLD).map((problem) => `  ${problem}`),
      ...(problemas.length > MOST_TOLD ? [`  … y ${problemas.length - MOST_TOLD} más`] : []),
      problemas.length === 0
        ? 'La copia está entera.'
        : `La copia tiene ${counted(problemas.length, 'problema', 'problemas')}.`,
    ].join('\n'),
  );
  if (problemas.length > 0) process.exitCode = EXIT.failed;
}

function refuseFaulty({ problemas, registros }: Findings): void {
  if (registros === 0) throw new Failure('la copia está vacía');
  if (problemas.length > 0)
    throw new Failure(
      `la copia tiene ${counted(problemas.length, 'problema', 'problemas')}, y no se escribió nada. El primero: ${problemas[0]}`,
    );
}

/** Refuses a stage of other functions than those of the sources, and one that has facts of its own. */
async function refuseUnfit(client: DynamoDBClient, names: Names): Promise<void> {
  const generations = await generationsOf(functions);
  const clients = clientsOf(names);
  for (const view of views) {
    const deployed = await deployedGeneration(clients, view);
    if (deployed === undefined) throw new Failure(`la etapa ${names.stage} no está desplegada ahí`);
    if (deployed !== generations[view.name])
      throw new Failure(`la etapa ${names.stage} se desplegó de otras fuentes (${view.name}): use las mismas`);
  }
  const own = paginateScan(
    { client },
    {
      TableName: names.eventLog,
      FilterExpression: 'attribute_not_exists(#r)',
      ProjectionExpression: '#s',
      ExpressionAttributeNames: { '#r': RESTORED, '#s': 'stream' },
      ConsistentRead: true,
    },
  );
  for await (const { Items: [first] = [] } of own)
    if (first)
      throw new Failure(
        `la etapa ${names.stage} ya tiene hechos propios, como los de ${first.stream?.S}: debe ser nueva`,
      );
}

interface Work {
  readonly sources: Sources;
  readonly findings: Findings;
}

async function restore(client: DynamoDBClient, names: Names, { sources, findings }: Work): Promise<Restored> {
  const { signal, end } = noteInterruption();
  const sqs = new SQSClient({});
  try {
    await letRunByClock(names, false);
    say(
      `lo que corre por reloj en la etapa ${names.stage} espera hasta el final; si esto se interrumpe, repita la misma orden`,
    );
    const claves = await copyInto(client, sources.keys, {
      title: 'Claves',
      table: names.keys,
      key: 'subject',
      made: (item) => item,
      // Closed or forgotten since: that stays so.
      mayStay: (there, { key }) =>
        there.key === undefined || digestOf({ key: there.key }) === digestOf(key ? { key } : {}),
      signal,
    });
    const restored = { S: new Date().toISOString() };
    const escritos = await copyInto(client, sources.log, {
      title: 'Registro',
      table: names.eventLog,
      key: 'stream',
      made: (item) => ({ ...item, [RESTORED]: restored }),
      mayStay: (there, item) => digestOf(there) === digestOf(item),
      signal,
    });
    end();
    const there = await readBack(client, names, findings);
    const vistas = await rebuildAll(clientsOf(names), views);
    const avisos = await rememberMessages({ names, ledger: there.ledger, before: sources.messages });
    const queues = await queuesInside(sqs, names);
    const deadSince = await noteDead(sqs, queues);
    const pending = there.course.pending();
    await resend(sqs, names, pending);
    await drained(sqs, queues, new AbortController().signal);
    // First the clock: a deadline that is noted is looked for by the runs after it.
    await letRunByClock(names, true);
    const deadlines = there.course.deadlines();
    await resend(sqs, names, deadlines);
    await drained(sqs, queues, new AbortController().signal);
    return {
      escritos,
      claves,
      avisos,
      vistas: vistas.length,
      reenviados: pending.length,
      muertos: await deadSince(),
      plazos: deadlines.length,
    };
  } finally {
    end();
    sqs.destroy();
  }
}

/** Reads what was written, and sees that it is the copy. */
async function readBack(
  client: DynamoDBClient,
  names: Names,
  { huella, registros, hasta = '' }: Findings,
): Promise<Read> {
  const since = new Date(Date.parse(hasta) - LIMITS.queueRetention.toMilliseconds()).toISOString();
  const there = await readWhole(await openTable(client, names.eventLog), 'Cotejando', since);
  if (there.findings.huella === huella) return there;
  throw new Failure(
    `lo escrito en ${names.eventLog} no es la copia: tiene ${there.findings.registros} registros, y la copia ${registros}; alguien escribió ahí mientras tanto`,
  );
}

/** The queues of all that works inside the system: what tells others may wait for them for days. */
function queuesInside(sqs: SQSClient, names: Names): Promise<string[]> {
  const outside = new Set(functions.filter(tellsOutside).map(({ name }) => name));
  const { fed } = queuesOf(functions, names);
  return Promise.all(fed.filter((name) => !outside.has(name)).map((name) => queueUrl(sqs, names.of(name))));
}

function summaryOf({ flujos, registros, hechos, desde, hasta }: Omit<Findings, 'problemas'>): string {
  return `${counted(hechos, 'hecho', 'hechos')} en ${counted(registros, 'registro', 'registros')} de ${counted(flujos, 'flujo', 'flujos')}${desde ? `, de ${desde} a ${hasta}` : ''}.`;
}

function told(found: Omit<Findings, 'problemas'>, done: Restored): string {
  const { escritos, claves, avisos, vistas, reenviados, muertos, plazos } = done;
  return [
    summaryOf(found),
    `Registro: ${counted(escritos, 'registro escrito', 'registros escritos')} ahora; cotejado: es la copia.`,
    `Claves: ${claves}. Vistas: ${vistas}. Avisos que no se repiten: ${avisos}.`,
    `En curso: ${counted(reenviados, 'hecho reenviado', 'hechos reenviados')}, ${counted(plazos, 'plazo anotado', 'plazos anotados')}.`,
    ...[...new Set(muertos)].map((why) => `  murió un mensaje: ${why}`),
  ].join('\n');
}
