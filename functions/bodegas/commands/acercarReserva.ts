import { acercarReserva as peticion } from '#events/bodegas/acercarReserva.ts';
import { ReservaNoAcercada } from '#events/bodegas/ReservaNoAcercada.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { acercada, pedidoEn, quedaLejos } from '../acercamiento.ts';
import { abrir, anotar, conSalidas, escrito } from '../asiento.ts';
import { custodia } from '../custodia.ts';
import { inventario } from '../inventario.ts';
import { producto } from '../producto.ts';
import { bodegas } from '../projections/bodegas.ts';
import { tallas } from '../projections/tallas.ts';
import { reserva } from '../reserva.ts';
import { lecturas, masLecturas, seNego } from '../surtido.ts';

/**
 * An order goes elsewhere than it went: what it holds is reserved anew where it can be brought there, when it cannot be from
 * where it is. Where it is to be had nowhere near, it keeps what it holds, and that is told.
 * While goods of it are out, or a vehicle is on its way to fetch them, nothing is moved.
 */
export const acercarReserva = unitOfWork({
  over: { inventario, reserva },
  consults: { producto, entrega: custodia },
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  repeats: true,
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  directories: {
    bodegas: { of: bodegas, where: () => ({}) },
    tallas: { of: tallas, where: () => ({ value: 'flota' }) },
  },
  streams: ({ ordenId, zona }, r, { directories }) =>
    r.estado === 'hecha' && quedaLejos(r, zona, directories.bodegas)
      ? { ...lecturas(pedidoEn(r, zona), directories), entrega: [ordenId] }
      : {},
  more: ({ ordenId, zona }, leido, { directories }) => {
    const r = leido.reserva[ordenId];
    return r?.estado === 'hecha' && quedaLejos(r, zona, directories.bodegas)
      ? masLecturas(pedidoEn(r, zona), leido, directories)
      : {};
  },
  decide: ({ ordenId, zona }, states, { directories }) => {
    const antes = states.reserva[ordenId];
    if (antes?.estado !== 'hecha' || !quedaLejos(antes, zona, directories.bodegas)) return [];
    const entrega = states.entrega[ordenId];
    const asiento = conSalidas(abrir(ordenId, states), entrega);
    const r = asiento.reserva;
    if (r.estado !== 'hecha' || r.fuera.length > 0 || entrega?.enCamino) return escrito(asiento);
    const cerca = acercada(asiento, pedidoEn(r, zona), { leido: states, directorios: directories });
    if (typeof cerca !== 'string') return escrito(cerca);
    return escrito(anotar(asiento, ReservaNoAcercada({ ordenId, codigo: cerca }), []));
  },
  looksAgain: seNego(ReservaNoAcercada),
});
