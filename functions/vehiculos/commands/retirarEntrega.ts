import { AsignacionRetirada } from '#events/vehiculos/AsignacionRetirada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { retirarEntrega as peticion } from '#events/vehiculos/retirarEntrega.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { asignacion, ultimoIntento, vehiculoDe } from '../asignacion.ts';
import { tienePendiente, vehiculo } from '../vehiculo.ts';

/** Takes an attempt back. Coming before the assignment, it sees to it that there will be none; coming after the end, it does nothing. */
export const retirarEntrega = unitOfWork({
  over: { asignacion, vehiculo },
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  main: ({ ordenId }) => ({ of: asignacion, id: ordenId }),
  streams: ({ ordenId }, loaded) => {
    const vehiculoId = vehiculoDe(loaded.asignacion[ordenId] ?? asignacion.initial);
    return { vehiculo: vehiculoId ? [vehiculoId] : [] };
  },
  decide: ({ ordenId, motivo, intento }, states) => {
    const a = states.asignacion[ordenId] ?? asignacion.initial;
    const ultimo = ultimoIntento(a);
    if (ultimo > intento) return [];
    const vehiculoId = vehiculoDe(a) ?? '';
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    if (tienePendiente(v, ordenId)) {
      const enRuta = v.estado === 'enRuta';
      return [
        to(asignacion, ordenId, AsignacionRetirada({ ordenId, enRuta, intento })),
        to(vehiculo, vehiculoId, EntregaRetirada({ ordenId, vehiculoId, motivo, enRuta, intento: ultimo })),
      ];
    }
    if (ultimo === intento && a.estado !== 'rechazada') return [];
    return [to(asignacion, ordenId, AsignacionRetirada({ ordenId, enRuta: false, intento }))];
  },
});
