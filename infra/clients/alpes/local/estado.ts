import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { LambdaClient, paginateListEventSourceMappings } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Names } from '#infra/cdk/names.ts';
import type { Reading } from '#infra/grid/meter/meter.ts';
import { queuePairs } from '../colas/listar.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { show, table } from '../output.ts';
import { total } from '../queues.ts';
import { askGrid } from './grid.ts';

/** Shows what runs on the grid: functions and what they have done since it started, queues, streams, rules and APIs. */
export async function estado(options: GlobalOptions): Promise<void> {
  const { names, apiUrl, liveUrl } = connect(options);
  const { runs, calls } = await askGrid<Reading>(options, { path: 'meter' });
  const funciones = runs
    .map(({ function: name, count, ms }) => ({
      funcion: names.short(name),
      ejecuciones: count,
      msMedios: Math.round(ms / count),
      llamadas: sum(calls, (call) => (call.caller === name ? call.count : 0)),
      fallidas: sum(calls, (call) => (call.caller === name ? call.failed : 0)),
    }))
    .sort((a, b) => a.funcion.localeCompare(b.funcion));
  const colas = (await queuePairs(new SQSClient({}), names)).map(({ name, queue, dead }) => ({
    cola: name,
    mensajes: queue ? total(queue) : 0,
    muertos: dead ? total(dead) : 0,
  }));
  const [flujos, reglas] = await Promise.all([streams(names), rules(names)]);
  const apis = [apiUrl, liveUrl].filter((url) => url !== undefined);
  show(options, { funciones, colas, flujos, reglas, apis }, () =>
    [
      section(['FUNCIÓN', 'EJECUCIONES', 'MS MEDIOS', 'LLAMADAS', 'FALLIDAS'], funciones),
      section(['COLA', 'MENSAJES', 'MUERTOS'], colas),
      section(['FLUJO', 'LO SIGUE', 'ESTADO'], flujos),
      section(['REGLA', 'DESTINOS', 'ESTADO'], reglas),
      section(
        ['API'],
        apis.map((url) => ({ url })),
      ),
    ].join('\n\n'),
  );
}

interface Stream {
  readonly flujo: string;
  readonly funcion: string;
  readonly estado: string;
}

/** Which function follows the stream of which table. */
async function streams(names: Names): Promise<Stream[]> {
  const found: Stream[] = [];
  for await (const page of paginateListEventSourceMappings({ client: new LambdaClient({}) }, {})) {
    for (const { EventSourceArn = '', FunctionArn = '', State = '' } of page.EventSourceMappings ?? []) {
      const [, flujo] = /:table\/([^/]+)\/stream\//.exec(EventSourceArn) ?? [];
      if (flujo) found.push({ flujo: names.short(flujo), funcion: names.short(lastOf(FunctionArn)), estado: State });
    }
  }
  return found;
}

interface Rule {
  readonly regla: string;
  readonly destinos: number;
  readonly estado: string;
}

/** The rules of the stage's bus. */
async function rules(names: Names): Promise<Rule[]> {
  const events = new EventBridgeClient({});
  const EventBusName = names.system;
  const all: Rule[] = [];
  let NextToken: string | undefined;
  do {
    const page = await events.send(new ListRulesCommand({ EventBusName, NextToken }));
    for (const { Name: Rule = '', State: estado = '' } of page.Rules ?? []) {
      const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ EventBusName, Rule }));
      all.push({ regla: names.short(Rule), destinos: Targets.length, estado });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return all;
}

function section(head: readonly string[], rows: readonly object[]): string {
  return table(
    head,
    rows.map((row) => Object.values(row)),
  );
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}
