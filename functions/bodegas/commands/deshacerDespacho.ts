import { DespachoDeshecho } from '#events/bodegas/DespachoDeshecho.ts';
import { deshacerDespacho as peticion } from '#events/bodegas/deshacerDespacho.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { abrir, anotar, conRegresos, escrito, itemsDe } from '../asiento.ts';
import { custodia } from '../custodia.ts';
import { inventario } from '../inventario.ts';
import { reserva, tiene } from '../reserva.ts';

/**
 * The vehicle did not leave after all: what it had loaded at that start is in its warehouse again. What it has loaded since
 * stays out. Where nothing has left yet that is noted all the same: the word of the dispatch may still come.
 */
export const deshacerDespacho = unitOfWork({
  over: { inventario, reserva },
  consults: { entrega: custodia },
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  streams: ({ ordenId }, r) => ({
    entrega: [ordenId],
    inventario: tiene(r) ? itemsDe([...r.apartadas, ...r.fuera]) : [],
  }),
  decide: ({ ordenId }, states) => {
    const asiento = conRegresos(abrir(ordenId, states), states.entrega[ordenId]);
    const r = asiento.reserva;
    const porDecir = r.estado === 'hecha' && !r.deshecha && states.entrega[ordenId];
    return escrito(porDecir ? anotar(asiento, DespachoDeshecho({ ordenId, bodegas: [] }), []) : asiento);
  },
});
