import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import { enableStream } from '#infra/lab/testing/redrive.ts';

const TABLA = LOCAL.of('usuarios-legado');

let probe: Probe;

beforeAll(async () => {
  probe = await startProbe();
});
afterAll(() => probe?.stop());

const fila = (id: number, mas: object = {}) => ({
  ...{ id, nombre: `Ana ${id}`, apellido: 'Muñoz', correo: `ana${id}@example.com`, telefono: '300 123 4567' },
  ...{
    direccion: 'Carrera 7 # 12-34',
    creado: '2019-03-04T05:06:07Z',
    actualizado: '2026-01-01T00:00:00Z',
    activo: true,
  },
  ...mas,
});
const escribe = (id: number, mas: object = {}) =>
  probe.dynamodb.send(new PutItemCommand({ TableName: TABLA, Item: marshall(fila(id, mas)) }));
const borra = (id: number) =>
  probe.dynamodb.send(new DeleteItemCommand({ TableName: TABLA, Key: { id: { N: `${id}` } } }));
const cliente = async (id: number) => (await probe.ask(`GET /clientes/usuario-${id}`)).body;

async function invoca(name: string, event: object): Promise<any> {
  const answer = await probe.lambda.send(
    new InvokeCommand({ FunctionName: LOCAL.of(name), Payload: JSON.stringify(event) }),
  );
  return JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8'));
}

test('lo que el sistema anterior escribe se ve en los clientes; lo que borra se olvida', async () => {
  await escribe(1);
  await vi.waitFor(
    async () =>
      expect(await cliente(1)).toMatchObject({
        estado: 'registrado',
        nombre: 'Ana 1 Muñoz',
        telefono: '+573001234567',
      }),
    WAIT,
  );
  await escribe(1, { telefono: 'no tiene' });
  await vi.waitFor(
    async () => expect(await cliente(1)).toMatchObject({ telefono: null, inservibles: ['telefono'] }),
    WAIT,
  );
  await borra(1);
  await vi.waitFor(
    async () => expect(await cliente(1)).toMatchObject({ estado: 'olvidando', nombre: null, direccion: null }),
    WAIT,
  );
});

test('una instantánea lee lo que hay', async () => {
  await escribe(2);
  const run = await invoca('instantaneaDeUsuarios', {});
  expect(run).toMatchObject({ stage: 'over', rows: 1, gone: 0 });
  await vi.waitFor(async () => expect(await cliente(2)).toMatchObject({ nombre: 'Ana 2 Muñoz' }), WAIT);
});

test('una instantánea posterior dice de quien se borró mientras nadie leía el stream, y de nadie más', async () => {
  await escribe(3);
  await escribe(4);
  for (const id of [3, 4])
    await vi.waitFor(async () => expect(await cliente(id)).toMatchObject({ estado: 'registrado' }), WAIT);
  await enableStream(probe, 'capturarUsuarios', false);
  onTestFinished(() => enableStream(probe, 'capturarUsuarios', true));
  await borra(3);
  expect(await invoca('instantaneaDeUsuarios', {})).toMatchObject({ stage: 'over', rows: 2, gone: 1 });
  await vi.waitFor(async () => expect(await cliente(3)).toMatchObject({ estado: 'olvidando', nombre: null }), WAIT);
  expect(await cliente(4)).toMatchObject({ estado: 'registrado', nombre: 'Ana 4 Muñoz' });
});
