import type { Linea, Parte } from '#events/comun/pedido.ts';
import type { Dadoras } from './bodega.ts';
import { inventarioId } from './inventario.ts';

/** How an order is shared out over the warehouses; `consultar` names a warehouse whose stock must be known first. */
export type Reparto = { readonly consultar: string } | { readonly partes: readonly Parte[] } | Faltante;

/** What is missing, and in which warehouses: the nearest of which one vehicle can bring goods together. */
interface Faltante {
  readonly faltantes: readonly Linea[];
  readonly bodegas: readonly string[];
}

/** A transaction writes at most 100 streams; one of them is the reservation itself. */
const MAX_PARTES = 99;

/** What a warehouse has to promise of a product; `undefined` when that is not known yet. */
type Disponible = (bodegaId: string, sku: string) => number | undefined;

/** The warehouse of those that give which comes first in `bodegas`: the nearest, when they come from near to far. */
export function primera(bodegas: readonly string[], partes: readonly Parte[]): string {
  return bodegas.find((bodegaId) => partes.some((parte) => parte.bodegaId === bodegaId)) ?? '';
}

/** The parts, one for each warehouse and product. */
export function juntar(partes: readonly Parte[]): Parte[] {
  const juntas = new Map<string, Parte>();
  for (const parte of partes) {
    const id = inventarioId(parte.bodegaId, parte.sku);
    juntas.set(id, { ...parte, cantidad: parte.cantidad + (juntas.get(id)?.cantidad ?? 0) });
  }
  return [...juntas.values()];
}

/**
 * All from the nearest warehouse that has all; where none has, from several of which one vehicle can bring it, the nearest
 * first. What is missing is what the nearest of these do not have.
 */
export function repartir(lineas: readonly Linea[], { cercanas, grupos }: Dadoras, disponible: Disponible): Reparto {
  for (const bodegaId of cercanas) {
    const hay = lineas.map(({ sku }) => disponible(bodegaId, sku));
    if (hay.includes(undefined)) return { consultar: bodegaId };
    if (lineas.every(({ cantidad }, n) => (hay[n] ?? 0) >= cantidad)) {
      return { partes: lineas.map((linea) => ({ bodegaId, ...linea })) };
    }
  }
  const repartos = grupos.map((grupo) => entreVarias(lineas, grupo, disponible));
  return repartos.find((reparto) => 'partes' in reparto) ?? repartos[0] ?? { faltantes: lineas, bodegas: [] };
}

function entreVarias(lineas: readonly Linea[], bodegas: readonly string[], disponible: Disponible): Reparto {
  const partes: Parte[] = [];
  const faltantes: Linea[] = [];
  for (const { sku, cantidad } of lineas) {
    let falta = cantidad;
    for (const bodegaId of bodegas) {
      const toma = Math.min(falta, disponible(bodegaId, sku) ?? 0);
      if (toma > 0 && partes.length < MAX_PARTES) {
        partes.push({ bodegaId, sku, cantidad: toma });
        falta -= toma;
      }
    }
    if (falta > 0) faltantes.push({ sku, cantidad: falta });
  }
  return faltantes.length > 0 ? { faltantes, bodegas } : { partes };
}
