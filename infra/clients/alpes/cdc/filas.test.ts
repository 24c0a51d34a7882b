import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entriesIn, type Fila, filaDe } from './filas.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alpes-filas-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is read of a file: rows, and the line of what is none with the reason. */
async function read(name: string, text: string, encoding: BufferEncoding = 'utf8'): Promise<(Fila | string)[]> {
  const file = path.join(folder, name);
  writeFileSync(file, text, encoding);
  const found: (Fila | string)[] = [];
  for await (const entry of entriesIn(file)) {
    const row = filaDe(entry);
    found.push(typeof row === 'string' ? `${entry.number}: ${row}` : row);
  }
  return found;
}

const ids = (rows: readonly (Fila | string)[]) => rows.map((row) => (typeof row === 'string' ? row : row.id));
const tuple = (id: number, nombre = "'Ana'") =>
  `(${id},${nombre},NULL,NULL,NULL,NULL,'2019-03-04 05:06:07','2026-01-01 00:00:00.123',1)`;

test('a row of a dump is a row of the table, its times in UTC', async () => {
  const dump = [
    '-- MySQL dump 10.13',
    '/*!40101 SET NAMES utf8mb4 */;',
    "CREATE TABLE `usuarios` (`id` int, `nombre` varchar(255) DEFAULT '(1,2);');",
    "INSERT INTO `usuarios` VALUES (7,'D\\'Artagnan','Peña ''el'' \\\\','a@b.co','300 123','Calle 1, #2','2019-03-04 05:06:07','2026-01-01 00:00:00.123',0);",
  ].join('\n');
  expect(await read('uno.sql', dump)).toStrictEqual([
    {
      id: 7,
      nombre: "D'Artagnan",
      apellido: "Peña 'el' \\",
      correo: 'a@b.co',
      telefono: '300 123',
      direccion: 'Calle 1, #2',
      creado: '2019-03-04T05:06:07Z',
      actualizado: '2026-01-01T00:00:00.123Z',
      activo: false,
    },
  ]);
});

test.each([
  [
    'many rows of one statement, on many lines',
    `INSERT INTO usuarios VALUES ${tuple(1)},\n${tuple(2)},${tuple(3)};`,
    [1, 2, 3],
  ],
  ['a text over two lines', `INSERT INTO usuarios VALUES ${tuple(1, "'Ana\nMaría'")},${tuple(2)};`, [1, 2]],
  [
    'columns in an order of their own',
    "REPLACE INTO legado.usuarios (creado, nombre, id) VALUES ('2019-03-04 05:06:07', 'Ana', 5);",
    [5],
  ],
  ['rows of other tables', `INSERT INTO pedidos VALUES (1,2);\nINSERT INTO usuarios VALUES ${tuple(4)};`, [4]],
  [
    'what follows the rows',
    `INSERT INTO usuarios VALUES ${tuple(1)} ON DUPLICATE KEY UPDATE nombre = VALUES(nombre);\nINSERT INTO usuarios VALUES ${tuple(2)};`,
    [1, 2],
  ],
])('of a dump: %s', async (_, dump, expected) => expect(ids(await read('varios.sql', dump))).toStrictEqual(expected));

test('a bad row of a dump is told by its line, and the others are read', async () => {
  const dump = [
    `INSERT INTO usuarios VALUES ${tuple(1)},`,
    "(2,'Berta'),",
    `${tuple(3, 'NULL')},`,
    `${tuple(4)};`,
    'INSERT INTO usuarios VALUES (5,,);',
    `INSERT INTO usuarios VALUES ${tuple(6)};`,
    "INSERT INTO usuarios VALUES (7,'Ana",
  ].join('\n');
  expect(ids(await read('malo.sql', dump))).toStrictEqual([
    1,
    '2: tiene 2 valores y la tabla 9 columnas',
    '3: le falta nombre',
    4,
    '5: no se entiende "," donde va un valor',
    6,
    expect.stringMatching(/^7: /),
  ]);
});

test('a CSV has its columns in any order, and what is empty is not said', async () => {
  const csv = [
    'id,nombre,creado,telefono,activo',
    '1,"Ana, la de siempre",2019-03-04T05:06:07Z,,no',
    'x,Berta,2019-03-04 05:06:07,,',
    '3,Carla,ayer,,',
    '4,Dora',
    '5,"Elsa',
    `6,${'F'.repeat(256)},2019-03-04 05:06:07,,`,
  ].join('\n');
  const rows = await read('usuarios.csv', csv);
  expect(rows[0]).toMatchObject({ id: 1, nombre: 'Ana, la de siempre', telefono: null, activo: false });
  expect(ids(rows).slice(1)).toStrictEqual([
    '3: id no vale: "x"; debe ser un número entero de 1 a 9007199254740991',
    '4: creado no vale: "ayer"; debe ser una fecha con hora que exista, como 2019-03-04 05:06:07',
    '5: tiene 2 campos y el encabezado 5',
    '6: tiene comillas sin cerrar',
    `7: nombre no vale: "${'F'.repeat(40)}…"; debe ser un texto de 255 caracteres como mucho`,
  ]);
});

test('of a file in another encoding, what is not UTF-8 is told by its line, and the rest is read', async () => {
  const csv = 'id,nombre,creado\n1,Peña,2019-03-04 05:06:07\n2,Berta,2019-03-04 05:06:07\n';
  expect(ids(await read('latin1.csv', csv, 'latin1'))).toStrictEqual(['2: no está en UTF-8', 2]);
  await expect(read('encabezado.csv', 'id,dirección\n', 'latin1')).rejects.toThrow(
    'el encabezado (línea 1) no está en UTF-8',
  );
  const dump = `-- café\nINSERT INTO usuarios VALUES ${tuple(1, "'Peña'")},${tuple(2)},\n${tuple(3, "'Íngrid\nÑusta'")};`;
  expect(ids(await read('latin1.sql', dump, 'latin1'))).toStrictEqual([
    '2: no está en UTF-8',
    2,
    '3: no está en UTF-8',
  ]);
  expect(ids(await read('utf8.csv', csv.replace('Peña', 'Pe\uFFFDa')))).toStrictEqual([1, 2]);
});

test('a text in quotes may have several lines', async () => {
  const csv = 'id,nombre,creado\n1,"Ana\n\nMaría",2019-03-04 05:06:07\n2,"Berta"\n';
  const [ana, berta] = await read('lineas.csv', csv);
  expect(ana).toMatchObject({ id: 1, nombre: 'Ana\n\nMaría' });
  expect(berta).toBe('5: tiene 2 campos y el encabezado 3');
  const [deep] = await read('lineas.sql', `INSERT INTO usuarios VALUES ${tuple(1, "'Ana\n\nMaría'")};`);
  expect(deep).toMatchObject({ nombre: 'Ana\n\nMaría' });
});

test.each([
  ['is empty', ''],
  ['has a column that nobody knows', 'id,nombre,edad\n'],
  ['has no id', 'nombre\n'],
])('a CSV that %s is refused', async (_, csv) => {
  await expect(read('malo.csv', csv)).rejects.toThrow(/encabezado/);
});
