import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CsvRecord, recordsOf } from './csv.ts';
import { columnsIn, rowIn } from './header.ts';
import { orderFrom } from './order.ts';

const HEADER =
  'referencia,clienteId,nombre,telefono,direccion,ciudad,lat,lon,lineas,correo,desde,hasta,prioridad,notas';
const GOOD = 'P-1,tienda-42,Ana,3001234567,"Calle 1, apto 2",Bogotá,4.6,-74.1,CAFE-500:2; PAN-01:1,,,,,';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alpes-importar-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The header of a file of orders, and the order on each record behind it, or why it is none. */
async function readFile(content: string, encoding: BufferEncoding = 'utf8') {
  const file = path.join(folder, 'pedidos.csv');
  writeFileSync(file, content, encoding);
  const found: CsvRecord[] = [];
  for await (const record of recordsOf(file)) found.push(record);
  const [header, ...records] = found;
  const columns = columnsIn(header as CsvRecord);
  const orders = records.map((record) => {
    const row = rowIn(columns, record);
    return 'reason' in row ? row : orderFrom(row);
  });
  return { columns, orders };
}

const read = async (line: string) => (await readFile(`${HEADER}\n${line}\n`)).orders[0];
const reason = async (line: string) => ((await read(line)) as { reason?: string }).reason;

test('una línea correcta es una orden', async () => {
  expect(await read(GOOD)).toEqual({
    referencia: 'P-1',
    key: expect.stringMatching(/^importar-[\w-]{43}$/),
    body: {
      clienteId: 'tienda-42',
      referencia: 'P-1',
      destinatario: { nombre: 'Ana', telefono: '3001234567' },
      destino: { direccion: 'Calle 1, apto 2', ciudad: 'Bogotá', coordenadas: { lat: 4.6, lon: -74.1 } },
      lineas: [
        { sku: 'CAFE-500', cantidad: 2 },
        { sku: 'PAN-01', cantidad: 1 },
      ],
    },
  });
});

test('la clave depende del cliente y de su referencia, y de nada más', async () => {
  const key = async (line: string) => ((await read(line)) as { key: string }).key;
  expect(await key(GOOD.replace('Ana', 'Luz').replace('4.6', '4.7'))).toBe(await key(GOOD));
  expect(await key(GOOD.replace('P-1', 'P-2'))).not.toBe(await key(GOOD));
  expect(await key(GOOD.replace('tienda-42', 'tienda-43'))).not.toBe(await key(GOOD));
});

test.each([
  ['lo que falta', GOOD.replace('P-1', '').replace('Ana', ''), 'referencia: falta; nombre: falta'],
  [
    'una coordenada que no es número',
    GOOD.replace('4.6', 'norte'),
    'lat, lon: "norte" no es un número; los decimales van con punto',
  ],
  [
    'un número que no es decimal',
    GOOD.replace('4.6', '0x4'),
    'lat, lon: "0x4" no es un número; los decimales van con punto',
  ],
  [
    'un número con exponente',
    GOOD.replace('4.6', '4e0'),
    'lat, lon: "4e0" no es un número; los decimales van con punto',
  ],
  ['una coordenada fuera de la Tierra', GOOD.replace('4.6', '94'), /^lat: /],
  ['un teléfono', GOOD.replace('3001234567', 'no'), /^telefono: /],
  ['un SKU', GOOD.replace('PAN-01', 'pan'), /^lineas: /],
  ['un SKU repetido', GOOD.replace('PAN-01', 'CAFE-500'), 'lineas: cada SKU debe aparecer una sola vez'],
  ['una línea sin cantidad', GOOD.replace('PAN-01:1', 'PAN-01'), 'lineas: "PAN-01" no tiene la forma SKU:CANTIDAD'],
  ['media ventana', GOOD.replace(/,,,,,$/, ',,2030-01-01T00:00:00Z,,,'), 'hasta: falta'],
  [
    'una ventana al revés',
    GOOD.replace(/,,,,,$/, ',,2030-01-02T00:00:00Z,2030-01-01T00:00:00Z,,'),
    'hasta: desde debe ser anterior a hasta',
  ],
  ['una referencia', GOOD.replace('P-1', 'x'.repeat(81)), /^referencia: /],
  ['una prioridad', GOOD.replace(/,,,,,$/, ',,,,urgente,'), /^prioridad: /],
  ['un campo de menos', GOOD.replace(/,$/, ''), 'tiene 13 campos y el encabezado 14'],
  ['comillas sin cerrar', GOOD.replace('apto 2"', 'apto 2'), 'tiene comillas sin cerrar'],
])('la razón nombra %s', async (_, line, expected) => {
  const said = await reason(line);
  if (typeof expected === 'string') expect(said).toBe(expected);
  else expect(said).toMatch(expected);
});

test('el encabezado puede ir en otro orden, y con las columnas que añade el archivo de errores', async () => {
  const { columns } = await readFile(`linea,motivo,${HEADER.split(',').reverse().join(',')}`);
  expect(columns).toHaveLength(16);
});

test('una línea en otra codificación no se toma, y las demás sí', async () => {
  const ascii = GOOD.replace('Bogotá', 'Cali');
  const { orders } = await readFile([HEADER.replace('á', 'a'), GOOD, ascii].join('\n'), 'latin1');
  expect(orders).toMatchObject([{ reason: 'no está en UTF-8' }, { body: { destino: { ciudad: 'Cali' } } }]);
});

test('un campo entre comillas puede tener varias líneas', async () => {
  const notas = GOOD.replace(/,$/, ',"Portería: ""norte"".\r\n\r\nNo timbrar"');
  const { orders } = await readFile([HEADER, notas, GOOD.replace('P-1', 'P-2')].join('\r\n'));
  expect(orders).toMatchObject([
    { referencia: 'P-1', body: { notas: 'Portería: "norte".\n\nNo timbrar' } },
    { referencia: 'P-2' },
  ]);
});

test('unas comillas sin cerrar solo dañan su línea', async () => {
  const open = GOOD.replace(/,$/, ',"No timbrar');
  const { orders } = await readFile([HEADER, open, GOOD, GOOD.replace('Ana', '"Ana"'), open].join('\n'));
  const bad = { reason: 'tiene comillas sin cerrar' };
  expect(orders).toMatchObject([bad, { referencia: 'P-1' }, { referencia: 'P-1' }, bad]);
});

test.each([
  [HEADER.replace('lat,', ''), 'al encabezado le faltan columnas: lat; vea: alpes ordenes importar --help'],
  [
    HEADER.replace('correo', 'correro'),
    'no se conoce la columna "correro". ¿Quiso decir "correo"? Vea: alpes ordenes importar --help',
  ],
  [`${HEADER},lat`, 'la columna "lat" está dos veces'],
  [HEADER.replaceAll(',', ';'), 'el archivo está separado por punto y coma; debe estarlo por comas'],
])('se rechaza el encabezado %s', async (header, message) => {
  await expect(readFile(header)).rejects.toThrow(message);
});
