import { UsageError } from '../failures.ts';
import { didYouMean } from '../suggest.ts';
import { counted } from '../words.ts';
import type { BadLine, CsvRecord } from './csv.ts';

/** Columns that every line must fill. */
export const REQUIRED = [
  'referencia',
  'clienteId',
  'nombre',
  'telefono',
  'direccion',
  'ciudad',
  'lat',
  'lon',
  'lineas',
] as const;
const OPTIONAL = ['correo', 'desde', 'hasta', 'prioridad', 'notas'] as const;
/** Columns that the file of errors adds: a corrected one can be imported as it is. */
export const ADDED = ['linea', 'motivo'] as const;

/** A column of the file. */
export type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** The columns that an order is made of. */
export const COLUMNS: readonly string[] = [...REQUIRED, ...OPTIONAL];

/** A record's fields, by column; an empty field is absent. */
export type Row = Readonly<Partial<Record<Column, string>>>;

/** The columns of a file, from its first record. Throws UsageError for one that is missing, unknown or twice there. */
export function columnsIn({ fields: columns, text }: CsvRecord): readonly string[] {
  if ('reason' in columns) throw new UsageError(`el encabezado no es CSV: ${columns.reason}`);
  const missing = REQUIRED.filter((column) => !columns.includes(column));
  if (columns.length === 1 && text.includes(';'))
    throw new UsageError('el archivo está separado por punto y coma; debe estarlo por comas');
  if (missing.length > 0) {
    throw new UsageError(`al encabezado le faltan columnas: ${missing.join(', ')}; vea: alpes ordenes importar --help`);
  }
  const known = [...COLUMNS, ...ADDED];
  const unknown = columns.find((column) => !known.includes(column));
  if (unknown !== undefined)
    throw new UsageError(
      `no se conoce la columna "${unknown}".${didYouMean(unknown, known)} Vea: alpes ordenes importar --help`,
    );
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined) throw new UsageError(`la columna "${twice}" está dos veces`);
  return columns;
}

/** A record's fields by column, or why there are none. */
export function rowIn(columns: readonly string[], { fields }: CsvRecord): Row | BadLine {
  if ('reason' in fields) return fields;
  if (fields.length !== columns.length)
    return { reason: `tiene ${counted(fields.length, 'campo', 'campos')} y el encabezado ${columns.length}` };
  return Object.fromEntries(columns.map((column, at) => [column, fields[at]]).filter(([, value]) => value !== ''));
}
