import { parse } from 'csv-parse/sync';
import { type Line, linesOf, NOT_UTF8 } from './lines.ts';

/** A record of a CSV: its fields, or why there are none. */
export interface CsvRecord {
  /** The line on which it begins, from 1. */
  readonly number: number;
  /** As it stands in the file. */
  readonly text: string;
  /** Bytes of the file up to its end. */
  readonly bytes: number;
  readonly fields: readonly string[] | BadLine;
}

/** A line that cannot be used, and why. */
export interface BadLine {
  readonly reason: string;
}

/** Lines that a record may have. */
const MOST_LINES = 100;
const UNCLOSED = 'CSV_QUOTE_NOT_CLOSED';

/**
 * The records of a CSV (RFC 4180), read as they are needed: a field in quotes may have line breaks. The first one is the header.
 * Where the lines after a quote that nobody closed make no record of as many fields, that line alone is bad, and not the rest of
 * the file.
 */
export async function* recordsOf(file: string): AsyncGenerator<CsvRecord> {
  const lines = linesOf(file);
  /** Read already, and to be read again. */
  let waiting: Line[] = [];
  const next = async () => waiting.shift() ?? ((await lines.next()).value as Line | undefined);
  let width: number | undefined;
  for (let first = await next(); first; first = await next()) {
    if (first.text.trim() === '') continue;
    const taken = [first];
    let read = recordIn(taken);
    while (read.open && taken.length < MOST_LINES) {
      const line = await next();
      if (!line) break;
      taken.push(line);
      read = recordIn(taken);
    }
    if (taken.length > 1 && !('length' in read.fields && read.fields.length === (width ?? read.fields.length))) {
      waiting = [...taken.splice(1), ...waiting];
      read = recordIn(taken);
    }
    if ('length' in read.fields) width ??= read.fields.length;
    const text = taken.map((line) => line.text).join('\n');
    yield { number: first.number, text, bytes: taken.at(-1)?.bytes ?? 0, fields: read.fields };
  }
}

/** What lines are together; `open` when a quote is still to be closed. */
function recordIn(lines: readonly Line[]): { readonly fields: CsvRecord['fields']; readonly open: boolean } {
  if (lines.some(({ garbled }) => garbled)) return { fields: { reason: NOT_UTF8 }, open: false };
  try {
    const [fields = []] = parse(lines.map(({ text }) => text).join('\n'), {
      relax_column_count: true,
      trim: true,
    });
    return { fields: fields as unknown as string[], open: false };
  } catch (error) {
    const open = (error as { readonly code?: string }).code === UNCLOSED;
    return { fields: { reason: open ? 'tiene comillas sin cerrar' : 'tiene comillas mal puestas' }, open };
  }
}
