import type { MariaDb } from './mariadb.ts';
import type { Cambio, Usuario } from './usuarios.ts';

const ROWS_A_STATEMENT = 500;
const COLUMNS = [
  'id',
  'nombre',
  'apellido',
  'correo',
  'telefono',
  'direccion',
  'creado',
  'actualizado',
  'activo',
] as const;

/** Enters users. */
export async function enter(db: MariaDb, filas: readonly Usuario[]): Promise<void> {
  for (let at = 0; at < filas.length; at += ROWS_A_STATEMENT)
    await db.sql(inserted(filas.slice(at, at + ROWS_A_STATEMENT)));
}

/** Makes changes, each a transaction of its own. */
export async function change(db: MariaDb, cambios: readonly Cambio[]): Promise<void> {
  await db.sql(cambios.map(statement).join(';\n'));
}

/** All rows as they are. */
export async function rowsOf(db: MariaDb): Promise<Usuario[]> {
  const rows = await db.sql(
    `SELECT JSON_OBJECT(${COLUMNS.map((name) => `'${name}', ${read(name)}`).join(', ')}) FROM usuarios ORDER BY id`,
  );
  return rows.map(([json = '']) => {
    const row = JSON.parse(json);
    return { ...row, activo: row.activo === 1 };
  });
}

function read(name: (typeof COLUMNS)[number]): string {
  if (name === 'creado') return "DATE_FORMAT(creado, '%Y-%m-%dT%TZ')";
  if (name === 'actualizado') return "CONCAT(LEFT(DATE_FORMAT(actualizado, '%Y-%m-%dT%T.%f'), 23), 'Z')";
  return name;
}

function statement(cambio: Cambio): string {
  if (cambio.op === 'd') return `DELETE FROM usuarios WHERE id = ${cambio.id}`;
  const { fila } = cambio;
  if (cambio.op === 'c') return inserted([fila]);
  const set = COLUMNS.filter((name) => name !== 'id').map((name) => `${name} = ${literal(fila[name])}`);
  return `UPDATE usuarios SET ${set.join(', ')} WHERE id = ${fila.id}`;
}

function inserted(filas: readonly Usuario[]): string {
  const rows = filas.map((fila) => `(${COLUMNS.map((name) => literal(fila[name])).join(', ')})`);
  return `INSERT INTO usuarios (${COLUMNS.join(', ')}) VALUES ${rows.join(',\n')}`;
}

function literal(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  // MariaDB reads no zone in a literal.
  const time = /^(\d{4}-\d\d-\d\d)T([\d:.]+)Z$/.exec(value);
  return `'${time ? `${time[1]} ${time[2]}` : value.replace(/[\\']/g, '\\$&')}'`;
}
