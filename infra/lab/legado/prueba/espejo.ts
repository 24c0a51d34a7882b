import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL } from '#infra/cdk/names.ts';
import { apiClient } from '#infra/clients/api/client.ts';
import { listed } from '../../driver/empresa.ts';
import { pause } from '../../driver/pool.ts';
import type { Outputs } from '../../gridProcess.ts';
import { settle } from '../../invariants/colas.ts';
import { type LoggedEvent, readLog, streamsOf } from '../../invariants/log.ts';
import type { Usuario } from '../usuarios.ts';

/** Queues of 10,000 messages, on a busy machine. */
const PATIENCE_MS = 30 * 60_000;
const LOOK_MS = 1_000;
/** Views follow their facts: how long they may lag when the queues are empty. */
const LAG_MS = 60_000;
const SHOWN = 5;
const PREFIX = 'usuario-';
const PERSONAL = ['nombre', 'correo', 'telefono', 'direccion'] as const;

/** A customer, as the API answers it. */
export type Cliente = Readonly<Record<string, unknown>> & { readonly clienteId: string; readonly estado: string };

/** What the system shows of the legacy system's users. */
export interface Espejo {
  /** By id; without the times at which this system heard of it. */
  readonly clientes: ReadonlyMap<string, Cliente>;
  /** How many changes were taken over by customers' streams. */
  readonly effects: number;
  /** Where it is not as the table, and what was in effect twice or in disorder. */
  readonly violations: readonly string[];
}

/** What is compared. */
export interface Compared {
  readonly outputs: Outputs;
  readonly filas: readonly Usuario[];
  /** Ids of users that were there, and are not any more. */
  readonly eliminados: readonly number[];
}

/**
 * From now on nobody's key is deleted: for minutes after that, messages wait for what may still come of who was forgotten, and
 * the queues would not tell when all is as the table.
 */
export async function keepKeys({ endpoint }: Outputs): Promise<void> {
  const eventBridge = new EventBridgeClient(clientTo(endpoint));
  await eventBridge.send(new DisableRuleCommand({ Name: LOCAL.of('borrarClave') }));
  eventBridge.destroy();
}

/** Waits until all that was published is worked off, and holds what the API shows against the table, row by row. */
export async function mirrored({ outputs, ...table }: Compared): Promise<Espejo> {
  const client = clientTo(outputs.endpoint);
  const [dynamodb, sqs] = [new DynamoDBClient(client), new SQSClient(client)];
  const api = apiClient(outputs.apiUrl, outputs.token);
  const stuck = await settle(sqs, LOCAL, PATIENCE_MS);
  for (const end = performance.now() + LAG_MS; ; await pause(LOOK_MS)) {
    const pages = ['registrado', 'olvidando'].map((estado) => listed<Cliente>(api, '/clientes', { estado }));
    const shown = (await Promise.all(pages)).flat().filter(({ clienteId }) => clienteId.startsWith(PREFIX));
    const clientes = new Map(shown.map((cliente) => [cliente.clienteId, comparable(cliente)]));
    const wrong = differences(clientes, table);
    if (wrong.length > 0 && performance.now() < end) continue;
    const streams = [...streamsOf(await readLog({ dynamodb, names: LOCAL }), 'cliente')].filter(([id]) =>
      id.startsWith(PREFIX),
    );
    const effects = streams.map(([id, events]) => placesOf(id, events));
    return {
      clientes,
      effects: effects.reduce((sum, { count }) => sum + count, 0),
      violations: [...stuck, ...wrong, ...effects.flatMap(({ violations }) => violations)],
    };
  }
}

/** Where two systems show something else of the same users. */
export function unlike(one: ReadonlyMap<string, Cliente>, other: ReadonlyMap<string, Cliente>): string[] {
  const ids = new Set([...one.keys(), ...other.keys()]);
  return [...ids].flatMap((id) => {
    const [a, b] = [JSON.stringify(one.get(id)), JSON.stringify(other.get(id))];
    return a === b ? [] : [`${id}: ${a} and ${b}`];
  });
}

/** The first of many. */
export function some(violations: readonly string[]): string {
  const more = violations.length - SHOWN;
  return [...violations.slice(0, SHOWN), ...(more > 0 ? [`and ${more} more`] : [])]
    .map((line) => `  ${line}\n`)
    .join('');
}

function clientTo(endpoint: string) {
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'a' } };
}

/** What does not depend on when this system heard of it. */
function comparable({ registradoEn: _, olvidoPedidoEn: __, ...cliente }: Cliente): Cliente {
  const { clienteId, estado, ...datos } = cliente;
  const times = { creadoEn: instant(cliente.creadoEn), actualizadoEn: instant(cliente.actualizadoEn) };
  if (estado === 'registrado') return { clienteId, estado, ...sorted({ ...datos, ...times }) };
  // How much is left of it depends on whether its row was read before it was deleted.
  return {
    clienteId,
    estado,
    ...sorted(Object.fromEntries(PERSONAL.map((of) => [of, datos[of] ?? null]))),
  };
}

/** MariaDB's connector leaves zeros at the end of a fraction out. */
function instant(time: unknown): string | undefined {
  return typeof time === 'string' ? new Date(time).toISOString() : undefined;
}

function sorted(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function differences(
  clientes: ReadonlyMap<string, Cliente>,
  { filas, eliminados }: Omit<Compared, 'outputs'>,
): string[] {
  const expected = [
    ...filas.map(customerOf),
    ...eliminados.map((id) => comparable({ clienteId: PREFIX + id, estado: 'olvidando' })),
  ];
  return unlike(new Map(expected.map((cliente) => [cliente.clienteId, cliente])), clientes);
}

/** What this system is to make of a row: a telephone number in the international form, or none. */
function customerOf({
  id,
  nombre,
  apellido,
  correo,
  telefono,
  direccion,
  activo,
  creado,
  actualizado,
}: Usuario): Cliente {
  const digits = telefono?.replace(/^\+57|\s/g, '') ?? '';
  const usable = /^\d{10}$/.test(digits);
  return comparable({
    clienteId: PREFIX + id,
    estado: 'registrado',
    nombre: [nombre, apellido].filter((part) => part !== null).join(' '),
    correo,
    telefono: usable ? `+57${digits}` : null,
    direccion,
    inservibles: telefono !== null && !usable ? ['telefono'] : [],
    activo,
    creadoEn: creado,
    actualizadoEn: actualizado,
  });
}

/** How many changes a stream has taken over, and which of them stands where it has been already. */
function placesOf(id: string, events: readonly LoggedEvent[]): { count: number; violations: string[] } {
  const places = events.flatMap(({ data }) =>
    data.posicion ? [`${data.posicion.epoch}|${data.posicion.place ?? ''}`] : [],
  );
  const disorder = places.findIndex((place, at) => at > 0 && place <= (places[at - 1] as string));
  const violations = disorder < 0 ? [] : [`${PREFIX}${id}: ${places[disorder]} came after ${places[disorder - 1]}`];
  return { count: places.length, violations };
}
