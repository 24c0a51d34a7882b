import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { PRODUCTOS } from './catalogo.ts';
import { share } from '../driver/chance.ts';
import { hourOf } from '../driver/empresa.ts';

const FOLDER = path.join(import.meta.dirname, 'vrptw');
/** Where the problems' plane of 100 × 100 lies in Bogotá: about 31 km from south to north, 20 km from west to east. */
const BOGOTA = { south: 4.5, west: -74.2, height: 0.28, width: 0.18 };
/** The problems' horizon is one working day. */
const DAY_MS = 10 * 3_600_000;
/** An order's window ends at least this long after it is placed: nobody promises the impossible. */
const SHORTEST_MS = 2 * 3_600_000;
const TRIES_FOR_LINES = 3;

/** An order of the day, as it is sent to the API. */
export interface Pedido {
  /** Stable: the same order of the same day, whenever it is sent. */
  readonly referencia: string;
  readonly cuerpo: Record<string, any>;
}

/**
 * `count` orders of a real day: the customers of Solomon's problems, one problem after the other, with their places,
 * demands (as kilograms of goods) and windows.
 * @param now when the day begins (milliseconds since the epoch).
 */
export function diaDePedidos(count: number, now: number): Pedido[] {
  const pedidos: Pedido[] = [];
  for (let round = 1; pedidos.length < count; round++) {
    for (const problem of problems()) {
      for (const row of problem.rows) {
        if (pedidos.length === count) return pedidos;
        pedidos.push(pedidoDe(`${problem.name}-${round}`, row, { horizon: problem.horizon, now }));
      }
    }
  }
  return pedidos;
}

/** An order for the afternoon of each of the `days` days after the one that `now` is in, by customers of the first problem. */
export function pedidosAnticipados(days: number, now: number): Pedido[] {
  return diaDePedidos(days, now).map(({ referencia, cuerpo }, at) => {
    const ventana = { desde: hourOf(now, { days: at + 1, hour: 14 }), hasta: hourOf(now, { days: at + 1, hour: 18 }) };
    return {
      referencia: `ANTES-${referencia}`,
      cuerpo: { ...cuerpo, referencia: `ANTES-${referencia}`, ventana: { desde: new Date(ventana.desde).toISOString(), hasta: new Date(ventana.hasta).toISOString() } },
    };
  });
}

interface Row {
  readonly number: number;
  readonly x: number;
  readonly y: number;
  readonly demand: number;
  readonly ready: number;
  readonly due: number;
}

function* problems(): Generator<{ name: string; horizon: number; rows: Row[] }> {
  for (const file of readdirSync(FOLDER).filter((name) => /^r?c?\d{3}\.csv$/.test(name)).sort()) {
    const [, depot, ...customers] = readFileSync(path.join(FOLDER, file), 'utf8').trim().split('\n').map(numbers);
    const rows = customers.map(([x = 0, y = 0, demand = 0, ready = 0, due = 0], at) => ({ number: at + 1, x, y, demand, ready, due }));
    yield { name: file.slice(0, -4).toUpperCase(), horizon: depot?.[4] ?? 1, rows };
  }
}

function numbers(line: string): number[] {
  return line.split(',').map(Number);
}

function pedidoDe(day: string, row: Row, { horizon, now }: { horizon: number; now: number }): Pedido {
  const referencia = `${day}-${row.number}`;
  const at = (time: number) => new Date(now + (time / horizon) * DAY_MS);
  const hasta = new Date(Math.max(at(row.due).getTime(), now + SHORTEST_MS));
  return {
    referencia,
    cuerpo: {
      clienteId: `cliente-${day}-${row.number}`,
      destinatario: { nombre: `Cliente ${row.number} de ${day}`, telefono: `+57 300 ${Math.floor(1_000_000 + share(`telefono ${referencia}`) * 9_000_000)}`, correo: `${referencia.toLowerCase()}@ejemplo.co` },
      destino: {
        direccion: `Calle ${Math.round(row.y)} # ${Math.round(row.x)}-${row.number}`,
        ciudad: 'Bogotá',
        coordenadas: { lat: round6(BOGOTA.south + (row.y / 100) * BOGOTA.height), lon: round6(BOGOTA.west + (row.x / 100) * BOGOTA.width) },
      },
      lineas: lineasDe(referencia, row.demand),
      ventana: { desde: at(row.ready).toISOString(), hasta: hasta.toISOString() },
      prioridad: share(`prioridad ${referencia}`) < 0.1 ? 'alta' : 'normal',
    },
  };
}

/** One to three products that together weigh about `kilograms`. */
function lineasDe(referencia: string, kilograms: number): { sku: string; cantidad: number }[] {
  const lineas = new Map<string, number>();
  for (let line = 0; line < TRIES_FOR_LINES; line++) {
    const producto = PRODUCTOS[Math.floor(share(`${line} ${referencia}`) * PRODUCTOS.length)];
    if (!producto) continue;
    lineas.set(producto.sku, Math.max(1, Math.round(kilograms / TRIES_FOR_LINES / producto.pesoKg)));
  }
  return [...lineas].map(([sku, cantidad]) => ({ sku, cantidad }));
}

function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
