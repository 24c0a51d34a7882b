import type { CsvRecord } from './csv.ts';
import { type Row, rowIn } from './header.ts';
import type { Journal } from './journal.ts';
import { type Order, orderFrom } from './order.ts';
import type { Rejects } from './rejects.ts';

/** What became of the lines of a file. */
export interface Count {
  lineas: number;
  creadas: number;
  yaEstaban: number;
  conErrores: number;
  rechazadas: number;
}

/** An order that is to be sent, and the line that it came from. */
export interface Task {
  readonly line: CsvRecord;
  readonly row: Row;
  readonly order: Order;
}

interface Surroundings {
  readonly columns: readonly string[];
  readonly journal: Journal;
  readonly rejects: Rejects;
  readonly count: Count;
}

/** The orders in the lines that are still to be sent. Lines that are none are reported, those that were sent are counted. */
export async function* tasksIn(lines: AsyncIterable<CsvRecord>, around: Surroundings): AsyncGenerator<Task> {
  const { columns, journal, rejects, count } = around;
  const seen = new Map<string, number>();
  for await (const line of lines) {
    count.lineas++;
    const row = rowIn(columns, line);
    const order = 'reason' in row ? row : uniqueOrder(row, line, seen);
    if ('reason' in row || 'reason' in order) {
      count.conErrores++;
      rejects.add({ ...line, reason: '', ...order, ...('reason' in row ? {} : { row }) });
    } else if (journal.has(order.key)) {
      count.yaEstaban++;
    } else {
      yield { line, row, order };
    }
  }
}

function uniqueOrder(row: Row, { number }: CsvRecord, seen: Map<string, number>) {
  const order = orderFrom(row);
  if ('reason' in order) return order;
  const first = seen.get(order.key);
  if (first !== undefined) return { reason: `referencia: "${order.referencia}" ya está en la línea ${first}` };
  seen.set(order.key, number);
  return order;
}
