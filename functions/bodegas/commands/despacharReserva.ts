import { despacharReserva as peticion } from '#events/bodegas/despacharReserva.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { abrir, conSalidas, escrito, itemsDe } from '../asiento.ts';
import { custodia } from '../custodia.ts';
import { inventario } from '../inventario.ts';
import { reserva, soloSale, tiene } from '../reserva.ts';

/**
 * The goods of an order have left the warehouses where a vehicle loaded them. A word that was overtaken by others counts as
 * far as the people of the road still say so: after a start that was undone, or goods that came back, they are asked. Where
 * somebody has counted the goods, they are asked when these left.
 */
export const despacharReserva = unitOfWork({
  over: { inventario, reserva },
  consults: { entrega: custodia },
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['RESERVA_NO_EXISTE'],
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  streams: ({ ordenId }, r) => ({
    entrega: soloSale(r) ? [] : [ordenId],
    inventario: tiene(r) ? itemsDe(r.apartadas) : [],
  }),
  more: ({ ordenId }, { inventario: items }) =>
    Object.values(items).some(({ contadoEn }) => contadoEn !== undefined) ? { entrega: [ordenId] } : {},
  decide: ({ ordenId, bodegas }, states) => {
    const asiento = abrir(ordenId, states);
    if (asiento.reserva.estado === 'inexistente') return reject('RESERVA_NO_EXISTE');
    const dicha = states.entrega[ordenId] ?? { ...custodia.initial, cargadas: bodegas };
    return escrito(conSalidas(asiento, dicha, bodegas));
  },
});
