import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ordersIn } from './pedidosCsv.ts';

const HEADER = 'referencia,clienteId,nombre,telefono,direccion,ciudad,lat,lon,lineas';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alpes-csv-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function file(...lines: string[]): string {
  const name = path.join(folder, 'pedidos.csv');
  writeFileSync(name, lines.join('\r\n'));
  return name;
}

test('a line is an order', async () => {
  const name = file(`\uFEFF${HEADER}`, 'R-1,tienda-42,"Rojas, Ana",6015550,Cl 1,Bogotá,4.6,-74,CAFE-500:2;PAN-01:1');
  expect(await ordersIn(name)).toMatchObject([
    {
      referencia: 'R-1',
      cuerpo: {
        destinatario: { nombre: 'Rojas, Ana' },
        lineas: [
          { sku: 'CAFE-500', cantidad: 2 },
          { sku: 'PAN-01', cantidad: 1 },
        ],
      },
    },
  ]);
});

test('a bad line is named', () =>
  expect(ordersIn(file(HEADER, ',tienda-42,Ana,6015550,Cl 1,Bogotá,4.6,-74,'))).rejects.toThrow(':2: '));

test.each(['no-hay.csv', '.'])('%s cannot be read', (name) =>
  expect(ordersIn(path.join(folder, name))).rejects.toThrow(/ENOENT|EISDIR/));
