import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { marshall } from '@aws-sdk/util-dynamodb';
import { pause } from '../driver/pool.ts';
import { scan } from '../invariants/log.ts';
import { clientsOf } from '../smoke/clients.ts';
import type { Deployed } from './deployed.ts';

const PATIENCE_MS = 120_000;
const LOOK_MS = 500;
const USER = {
  ...{ id: 4_711, nombre: 'Ana', apellido: 'Muñoz', telefono: '300 123 4567', activo: true },
  ...{ creado: '2019-03-04T05:06:07Z', actualizado: '2026-01-01T00:00:00Z' },
};

/** What is looked at of a customer, or of the problem that there is none. */
interface Customer {
  readonly nombre?: string;
  readonly telefono?: string;
}

/**
 * Writes a user as the legacy system does, and has a snapshot of its table taken. Gives what is wrong: no customer comes of the
 * table's stream, or the snapshot does not reach the customer. Nothing of it is under way afterwards.
 */
export async function captureUser({ apiUrl, token, endpoint, names }: Deployed): Promise<string[]> {
  const { dynamodb, lambda } = clientsOf(endpoint);
  await dynamodb.send(new PutItemCommand({ TableName: names.of('usuarios-legado'), Item: marshall(USER) }));
  const headers = { Authorization: `Bearer ${token}` };
  const customer = async () =>
    (await (await fetch(`${apiUrl}/clientes/usuario-${USER.id}`, { headers })).json()) as Customer;
  const told = await eventually(customer, isAsWritten);
  if (told !== undefined) return [`the stream of the legacy system's users makes no customer: ${told}`];
  const FunctionName = names.of('instantaneaDeUsuarios');
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
  const run = Buffer.from(Payload ?? []).toString();
  const { stage, rows, epoch } = JSON.parse(run);
  if (stage !== 'over' || rows !== 1) return [`the snapshot of the legacy system's users came to ${run}`];
  const view = () => scan(dynamodb, names.view('clientes'));
  const left = await eventually(view, (all) => JSON.stringify(all).includes(epoch));
  return left === undefined ? [] : [`the snapshot of the legacy system's users is not in the view: ${left}`];
}

/** What is personal was encrypted on its way; the telephone is in the form that this system has. */
function isAsWritten({ nombre, telefono }: Customer): boolean {
  return nombre === 'Ana Muñoz' && telefono === '+573001234567';
}

/** Waits until what is read is as it should be; else gives what was read last. */
async function eventually<T>(read: () => Promise<T>, isRight: (value: T) => boolean): Promise<string | undefined> {
  for (const end = performance.now() + PATIENCE_MS; ; await pause(LOOK_MS)) {
    const value = await read();
    if (isRight(value)) return undefined;
    if (performance.now() > end) return JSON.stringify(value);
  }
}
