import { corregirDevolucion as peticion } from '#events/bodegas/corregirDevolucion.ts';
import { DevolucionCorregida } from '#events/bodegas/DevolucionCorregida.ts';
import { InventarioCorregido } from '#events/bodegas/InventarioCorregido.ts';
import type { ParteRecibida } from '#events/bodegas/recibida.ts';
import { demas, tomar } from '#events/comun/lotes.ts';
import { unitOfWork } from '#shared/model/command.ts';
import {
  type Asiento,
  abrir,
  anotar,
  conMovimiento,
  conSalidas,
  escrito,
  itemsDe,
  reapartar,
  yaDescontadas,
} from '../asiento.ts';
import { custodia } from '../custodia.ts';
import { inventario } from '../inventario.ts';
import { type Puesta, reserva, type Tenencia, tiene } from '../reserva.ts';

/**
 * Goods of an order were delivered though a warehouse has them on its books: takes them off, after those that it missed when it
 * received the order, and frees whatever the order still holds, since nobody will deliver any more of it. May leave fewer units than are reserved, as a
 * count may. They were never there: a count made since they were put down has not found them, so that the books follow it
 * already, and they are not taken off again. That holds whatever it found: one that found as many as the books said found
 * others. What is damaged is not counted.
 */
export const corregirDevolucion = unitOfWork({
  over: { inventario, reserva },
  consults: { entrega: custodia },
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  streams: ({ ordenId }, r) => ({
    entrega: [ordenId],
    inventario: tiene(r) ? itemsDe([...r.apartadas, ...r.reingresadas, ...r.recibidas]) : [],
  }),
  decide: ({ ordenId }, states) => {
    const entrega = states.entrega[ordenId] ?? custodia.initial;
    const asiento = conSalidas(abrir(ordenId, states), entrega);
    const r = asiento.reserva;
    if (!tiene(r)) return [];
    const { tomados } = tomar(enLibros(r), demas(entrega.entregadas ?? [], r.fuera));
    if (tomados.length === 0) return escrito(asiento);
    const corregida = DevolucionCorregida({ ordenId, partes: tomados.map(({ en: _, ...parte }) => parte) });
    return escrito(tomados.reduce(sinLosDe, anotar(asiento, corregida, reapartar(ordenId, r.apartadas, []))));
  },
});

/** Takes units off the books; what was said to be missing is on none. */
function sinLosDe(asiento: Asiento, { condicion, en, ...parte }: EnLibros): Asiento {
  if (condicion === 'faltante') return asiento;
  const datos = { ordenId: asiento.ordenId, ...parte, condicion };
  const ya = condicion === 'vendible' ? yaDescontadas(asiento, parte, en) : {};
  return conMovimiento(asiento, InventarioCorregido({ ...datos, ...ya }));
}

/** Units that a warehouse has, and when they were put down, if they had left. */
type EnLibros = ParteRecibida & Partial<Puesta>;

/**
 * What warehouses have of the order, in the order in which it is taken off: first what they missed, for whoever received the
 * goods has it; then what came back last first, and what can be sold before what can't.
 */
function enLibros(r: Tenencia): EnLibros[] {
  const de = (condicion: ParteRecibida['condicion']) => r.recibidas.filter((parte) => parte.condicion === condicion);
  const otras = tomar(r.apartadas.toReversed(), r.reingresadas).quedan;
  return [
    ...de('faltante'),
    ...r.reingresadas,
    ...otras.map((parte) => ({ ...parte, condicion: 'vendible' as const })),
    ...de('vendible'),
    ...de('danada'),
  ];
}
