import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { reservarInventario as peticion } from '#events/bodegas/reservarInventario.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { abrir, anotar, escrito, reapartar } from '../asiento.ts';
import { inventario } from '../inventario.ts';
import { producto } from '../producto.ts';
import { bodegas } from '../projections/bodegas.ts';
import { tallas } from '../projections/tallas.ts';
import { reserva } from '../reserva.ts';
import { lecturas, masLecturas, seNego, surtir } from '../surtido.ts';

/**
 * Promises all goods of an order to it, or none: from the nearest warehouse that has them all, or else from several. What no
 * vehicle of the fleet could carry is refused before it holds anything. An order that had its answer, or was given up before
 * this came, gets no second one.
 */
export const reservarInventario = unitOfWork({
  over: { inventario, reserva },
  consults: { producto },
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  creates: true,
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  directories: {
    bodegas: { of: bodegas, where: () => ({}) },
    tallas: { of: tallas, where: () => ({ value: 'flota' }) },
  },
  streams: (c, { estado }, { directories }) =>
    estado === 'inexistente' ? lecturas({ ...c, apartadas: [] }, directories) : {},
  more: (c, leido, { directories }) =>
    leido.reserva[c.ordenId]?.estado === 'inexistente' ? masLecturas({ ...c, apartadas: [] }, leido, directories) : {},
  decide: (c, states, { directories }) => {
    const { ordenId } = c;
    const asiento = abrir(ordenId, states);
    if (asiento.reserva.estado !== 'inexistente') return [];
    const surtido = surtir({ ...c, apartadas: [] }, states, directories);
    if ('faltantes' in surtido) return escrito(anotar(asiento, ReservaRechazada({ ordenId, ...surtido }), []));
    return escrito(anotar(asiento, ReservaHecha({ ordenId, ...surtido }), reapartar(ordenId, [], surtido.partes)));
  },
  looksAgain: seNego(ReservaRechazada),
});
