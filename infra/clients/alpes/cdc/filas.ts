import type * as z from 'zod';
import { FilaDeUsuario } from '#events/legado/UsuarioCambiado.ts';
import { UsageError } from '../failures.ts';
import { recordsOf } from '../importar/csv.ts';
import { type Entry, rowsInDump } from './dump.ts';

/** The columns of the legacy system's table, in its order. */
export const COLUMNAS = Object.keys(FilaDeUsuario.shape);

/** A row of the table. */
export type Fila = z.output<typeof FilaDeUsuario>;

/** The rows of a file, as they are needed: those of a dump by its name's end, else those of a CSV. Throws UsageError for a header that is none. */
export function entriesIn(file: string): AsyncGenerator<Entry> {
  return /\.sql$/i.test(file) ? rowsInDump(file, 'usuarios', COLUMNAS) : rowsInCsv(file);
}

/** The row that an entry is, or why it is none. */
export function filaDe({ fields = {}, reason }: Entry): Fila | string {
  if (reason !== undefined) return reason;
  const { id, creado, actualizado, activo, ...texts } = fields;
  const row = {
    ...Object.fromEntries(COLUMNAS.map((column) => [column, texts[column] ?? null])),
    id: id !== null && id !== undefined && /^\d+$/.test(id) ? Number(id) : id,
    creado: moment(creado),
    actualizado: moment(actualizado ?? creado),
    activo: ACTIVE[(activo ?? '1').toLowerCase()] ?? activo,
  };
  const { success, data, error } = FilaDeUsuario.safeParse(row);
  if (success) return data;
  const [issue] = error.issues;
  const column = String(issue?.path[0] ?? '');
  const text = fields[column] ?? '';
  if (text === '') return `le falta ${column}`;
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  const most = issue?.code === 'too_big' ? issue.maximum : '';
  return `${column} no vale: "${shown}"; debe ser ${FORMS[column] ?? `un texto de ${most} caracteres como mucho`}`;
}

/** Of a value that is none, in characters. */
const SHOWN = 40;
const MOMENT = 'una fecha con hora que exista, como 2019-03-04 05:06:07';

/** What the columns that are no texts look like. */
const FORMS: Readonly<Record<string, string>> = {
  id: `un número entero de 1 a ${Number.MAX_SAFE_INTEGER}`,
  creado: MOMENT,
  actualizado: MOMENT,
  activo: '1, 0, true, false, si o no',
};

const ACTIVE: Readonly<Record<string, boolean>> = {
  '1': true,
  true: true,
  si: true,
  '0': false,
  false: false,
  no: false,
};

/** A time as MySQL writes it, which is in UTC here, or as ISO 8601 has it. */
function moment(text: string | null | undefined): string | null | undefined {
  return text && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
}

async function* rowsInCsv(file: string): AsyncGenerator<Entry> {
  let columns: readonly string[] | undefined;
  for await (const { number, bytes, fields } of recordsOf(file)) {
    if (!columns) {
      if ('reason' in fields) throw new UsageError(`el encabezado (línea ${number}) ${fields.reason}`);
      columns = fields;
      const unknown = columns.find((column) => !COLUMNAS.includes(column));
      if (unknown !== undefined || !columns.includes('id'))
        throw new UsageError(`el encabezado debe tener estas columnas, separadas por comas: ${COLUMNAS.join(', ')}`);
    } else if ('reason' in fields) yield { number, bytes, reason: fields.reason };
    else if (fields.length !== columns.length)
      yield { number, bytes, reason: `tiene ${fields.length} campos y el encabezado ${columns.length}` };
    else {
      const values = columns.map((column, at) => [column, fields[at] === '' ? null : fields[at]]);
      yield { number, bytes, fields: Object.fromEntries(values) };
    }
  }
  if (!columns) throw new UsageError(`el archivo ${file} está vacío: su primera línea debe ser el encabezado`);
}
