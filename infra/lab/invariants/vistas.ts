import { stockOf } from './inventario.ts';
import { type LoggedEvent, served, streamsOf, type Tables } from './log.ts';
import { stateOf } from './ordenes.ts';

type Log = ReadonlyMap<string, readonly LoggedEvent[]>;

interface Row {
  readonly version: number;
  readonly view: any;
}

/** Read models with a row for each stream: their table's short name, and the aggregate. */
const ROWS: readonly (readonly [view: string, aggregate: string])[] = [
  ['ordenes', 'orden'],
  ['inventario', 'inventario'],
  ['flota', 'vehiculo'],
  ['planes', 'plan'],
  ['entregas', 'entrega'],
];

/** What is wrong with the read models: rows that are missing, behind, or not what the log says. */
export async function checkViews(from: Tables, log: Log): Promise<string[]> {
  const violations: string[] = [];
  const tables = new Map<string, Map<string, Row>>();
  for (const [view, aggregate] of ROWS) {
    const rows = await rowsOf(from, view);
    tables.set(view, rows);
    for (const [id, events] of streamsOf(log, aggregate)) {
      const version = rows.get(id)?.version ?? 0;
      if (version !== events.length)
        violations.push(`vista ${view}, ${id}: va por la versión ${version} de ${events.length}`);
    }
  }
  for (const [id, events] of streamsOf(log, 'orden')) {
    const shown = tables.get('ordenes')?.get(id)?.view?.estado;
    if (shown !== stateOf(events))
      violations.push(`vista ordenes, ${id}: muestra "${shown}" y el registro dice "${stateOf(events)}"`);
  }
  for (const [id, stock] of stockOf(log)) {
    const shown = tables.get('inventario')?.get(id)?.view;
    const differing = (['existencias', 'reservadas', 'danadas'] as const).filter(
      (part) => (shown?.[part] ?? 0) !== stock[part],
    );
    for (const part of differing)
      violations.push(`vista inventario, ${id}: muestra ${shown?.[part]} ${part} y el registro dice ${stock[part]}`);
  }
  return [...violations, ...(await checkTimeline(from, log)), ...(await checkTotals(from, log))];
}

/** Facts of an order that its reservation or its delivery tells in the timeline. */
const TOLD_ELSEWHERE = new Set([
  'OrdenDesasignada',
  'OrdenReingresada',
  'OrdenReubicada',
  'OrdenTransbordada',
  'RestoDevuelto',
]);

/** Every other fact of an order's stream has one line in its timeline. */
async function checkTimeline(from: Tables, log: Log): Promise<string[]> {
  const lines = new Map<string, number>();
  for (const [, { view }] of await served(from, 'cronologia')) {
    const { flujo } = JSON.parse(view?.S ?? '{}');
    lines.set(flujo, (lines.get(flujo) ?? 0) + 1);
  }
  return [...streamsOf(log, 'orden')].flatMap(([id, events]) => {
    const [shown, told] = [
      lines.get(`orden#${id}`) ?? 0,
      events.filter(({ type }) => !TOLD_ELSEWHERE.has(type)).length,
    ];
    return shown === told ? [] : [`cronología, ${id}: ${shown} líneas para ${told} hechos`];
  });
}

/** Orders by state, summed over all days and cities, are those of the log. */
async function checkTotals(from: Tables, log: Log): Promise<string[]> {
  const expected = new Map<string, number>();
  for (const events of streamsOf(log, 'orden').values())
    expected.set(stateOf(events), (expected.get(stateOf(events)) ?? 0) + 1);
  const shown = new Map<string, number>();
  const totals = (await served(from, 'analitica')).filter(([key]) => key.split('|')[1] === 'ordenes');
  for (const [, item] of totals) {
    for (const state of expected.keys()) {
      const amount = Number(item[state]?.N ?? 0);
      shown.set(state, (shown.get(state) ?? 0) + amount);
    }
  }
  return [...expected]
    .filter(([state, amount]) => shown.get(state) !== amount)
    .map(([state, amount]) => `analítica: ${shown.get(state) ?? 0} órdenes en "${state}" y el registro dice ${amount}`);
}

async function rowsOf(from: Tables, view: string): Promise<Map<string, Row>> {
  const items = await served(from, view);
  return new Map(
    items.map(([key, item]) => [
      key,
      { version: Number(item.version?.N), view: item.view?.S && JSON.parse(item.view.S) },
    ]),
  );
}
