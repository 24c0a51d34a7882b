import { expect, test } from 'vitest';
import * as z from 'zod';
import { contextos } from '#functions/contextos.ts';
import { aggregate } from '#shared/model/aggregate.ts';
import { command, unitOfWork } from '#shared/model/command.ts';
import { context } from '#shared/model/context.ts';
import { projection } from '#shared/model/projection.ts';
import { listQuery, reportQuery, rowQuery } from '#shared/model/query.ts';
import { technical } from '#shared/model/technical.ts';
import { scopesOf } from './scopes.ts';

const of = aggregate('factura', {});
const view = projection<{ id: string; clienteId: string }>('facturas', { of: 'factura', key: 'id' });
const asked = {
  accepts: z.strictObject({ id: z.string() }),
  example: { id: '1' },
  docs: { summary: 's', description: 'd' },
};
const id = () => '1';
const answers = z.object({});
const owner = ({ clienteId }: { readonly clienteId: string }) => clienteId;
const guard = { of: view, key: id, owner, noun: 'La factura' };
const row = { ...asked, of: view, key: id, noun: 'La factura', answers, shape: () => ({}) };
const list = { ...asked, of: view, where: () => ({}), answers, shape: () => ({}) };

/** The customer's scopes when one thing is declared beside a route that is for operators. */
const forCustomers = (parts: Parameters<typeof context>[1]) => {
  const closed = rowQuery({ ...row, http: 'GET /a', scope: 'facturas:leer' });
  return scopesOf([context('facturas', { ...parts, queries: { closed, ...parts.queries } })]).customer;
};

/** The driver's scopes when one thing is declared beside a route that is for operators. */
const forDrivers = (parts: Parameters<typeof context>[1]) => {
  const closed = rowQuery({ ...row, http: 'GET /a', scope: 'facturas:leer', owner });
  return scopesOf([context('facturas', { ...parts, queries: { closed, ...parts.queries } })]).driver;
};

test('an operator may do all that the routes of the contexts ask for', () => {
  const asks = (name: string) =>
    context(name, {
      commands: {
        a: command({ ...asked, of, http: 'POST /a', scope: `${name}:escribir`, id, decide: () => [] }),
        inner: command({ ...asked, of, id, decide: () => [] }),
      },
      queries: { b: rowQuery({ ...row, http: 'GET /b', scope: `${name}:leer` }) },
      technical: {
        docs: technical({
          trigger: { on: 'http', route: 'GET /docs', scope: 'public', docs: asked.docs },
          grants: [],
          why: '',
        }),
      },
    });
  expect(scopesOf([asks('facturas'), asks('abonos')]).operator).toStrictEqual([
    'abonos:escribir',
    'abonos:leer',
    'facturas:escribir',
    'facturas:leer',
  ]);
});

test('a customer may ask for what says whose it is', () => {
  const scope = 'facturas:suyas';
  const own = rowQuery({ ...row, http: 'GET /b', scope, owner });
  const pay = command({ ...asked, of, http: 'POST /b', scope, id, owner: id, decide: () => [] });
  const lines = listQuery({ ...list, http: 'GET /c', scope, guard });
  expect([forCustomers({ queries: { own } }), forCustomers({ commands: { pay } })]).toStrictEqual([[scope], [scope]]);
  expect(forCustomers({ queries: { lines } })).toStrictEqual([scope]);
});

test('a driver may ask for what says that it is for drivers, and for lists of the own route', () => {
  const scope = 'facturas:suyas';
  const drive = command({ ...asked, of, http: 'POST /b', scope, forDrivers: true, id, decide: () => [] });
  const stops = listQuery({
    ...list,
    http: 'GET /c',
    scope,
    guard: { of: view, key: id, driver: owner, noun: 'La ruta' },
  });
  const lines = listQuery({ ...list, http: 'GET /d', scope: 'facturas:ajenas', guard });
  expect(forDrivers({ commands: { drive } })).toStrictEqual([scope]);
  expect(forDrivers({ queries: { stops, lines } })).toStrictEqual([scope]);
  expect(forCustomers({ commands: { drive }, queries: { stops } })).toStrictEqual([]);
});

test('a customer may not ask for the rest', () => {
  const scope = 'facturas:todas';
  const sums = reportQuery({ ...asked, of: view, http: 'GET /d', scope, where: () => [], answers, shape: () => ({}) });
  const move = unitOfWork({
    ...asked,
    http: 'POST /d',
    scope,
    over: { of },
    main: () => ({ of, id: '1' }),
    streams: () => ({}),
    decide: () => [],
  });
  expect(forCustomers({ queries: { sums }, commands: { move } })).toStrictEqual([]);
});

test('a customer of ours sees and writes its orders with their deliveries, its messages, its own record and the catalogue, and nothing else of the house', () => {
  expect(scopesOf(contextos).customer).toStrictEqual([
    'bodegas:leer',
    'clientes:escribir',
    'clientes:leer',
    'notificaciones:escribir',
    'notificaciones:leer',
    'ordenes:escribir',
    'ordenes:leer',
    'vehiculos:leer',
  ]);
});

test('a driver of ours does its route, and reads it and the catalogue', () => {
  expect(scopesOf(contextos).driver).toStrictEqual(['bodegas:leer', 'vehiculos:escribir', 'vehiculos:leer']);
});
