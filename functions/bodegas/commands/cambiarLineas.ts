import { cambiarLineas as peticion } from '#events/bodegas/cambiarLineas.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaNoCambiada } from '#events/bodegas/ReservaNoCambiada.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { abrir, anotar, conSalidas, escrito, reapartar } from '../asiento.ts';
import { custodia } from '../custodia.ts';
import { inventario } from '../inventario.ts';
import { producto } from '../producto.ts';
import { bodegas } from '../projections/bodegas.ts';
import { tallas } from '../projections/tallas.ts';
import { reserva } from '../reserva.ts';
import { lecturas, masLecturas, seNego, surtir } from '../surtido.ts';

/**
 * Holds other goods for an order instead of those that it holds, all or none. None can be had where nobody could carry them,
 * while a vehicle is on its way to fetch goods of the order, and once some have left, even if they are back: proof may still
 * come that they were delivered.
 */
export const cambiarLineas = unitOfWork({
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
  streams: (c, r, { directories }) =>
    r.estado === 'hecha' ? { ...lecturas({ ...c, apartadas: r.apartadas }, directories), entrega: [c.ordenId] } : {},
  more: (c, leido, { directories }) => {
    const r = leido.reserva[c.ordenId];
    return r?.estado === 'hecha' ? masLecturas({ ...c, apartadas: r.apartadas }, leido, directories) : {};
  },
  decide: (c, states, { directories }) => {
    const { ordenId } = c;
    const asiento = conSalidas(abrir(ordenId, states), states.entrega[ordenId]);
    const r = asiento.reserva;
    if (r.estado !== 'hecha') return [];
    const { apartadas } = r;
    const salio = r.fuera.length > 0 || r.reingresos > 0 || states.entrega[ordenId]?.enCamino;
    const surtido = salio ? FUERA : surtir({ ...c, apartadas }, states, directories);
    if ('codigo' in surtido) {
      const { codigo, faltantes } = surtido;
      return escrito(anotar(asiento, ReservaNoCambiada({ ordenId, codigo, faltantes: [...faltantes] }), []));
    }
    return escrito(
      anotar(asiento, ReservaMovida({ ordenId, ...surtido }), reapartar(ordenId, apartadas, surtido.partes)),
    );
  },
  looksAgain: seNego(ReservaNoCambiada),
});

const FUERA = { codigo: 'MERCANCIA_FUERA', faltantes: [] } as const;
