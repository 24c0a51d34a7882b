import * as z from 'zod';
import { enDia } from '#events/comun/hora.ts';
import { ConductorId, VehiculoId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { EJEMPLO_DE_JORNADA } from '#events/vehiculos/jornada.ts';
import { ManejoAsumido } from '#events/vehiculos/ManejoAsumido.ts';
import { VehiculoConfiado } from '#events/vehiculos/VehiculoConfiado.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { diaVigente } from '../calendario.ts';
import { conductor } from '../conductor.ts';
import { recibeRuta } from '../jornada.ts';
import { manejo, manejoId } from '../manejo.ts';
import { vehiculo } from '../vehiculo.ts';

/**
 * Gives a driver a vehicle for a day. A driver has one vehicle a day, and a vehicle one driver: whoever is to have another
 * frees that day first. It is refused, not moved: a dispatcher who mistakes the driver would take a route on the road from who
 * drives it, and see nothing of that in the answer. A vehicle that is on its route of that day changes hands on the road.
 */
export const confiarVehiculo = unitOfWork({
  over: { conductor, manejo, vehiculo },
  http: 'POST /conductores/{conductorId}/jornadas',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Confía un vehículo a un conductor',
    description:
      'El conductor lleva ese vehículo ese día: solo él, con su token, puede iniciar su ruta y cerrar sus paradas. Si el vehículo ya va en la ruta de ese día, la recibe en camino. Un conductor lleva un vehículo por día, y un vehículo un conductor: para cambiarlo, libere antes la jornada.',
  },
  accepts: z.strictObject({ conductorId: ConductorId, dia: Dia, vehiculoId: VehiculoId }),
  example: EJEMPLO_DE_JORNADA,
  rejects: [
    'CONDUCTOR_NO_EXISTE',
    'DIA_PASADO',
    'VEHICULO_NO_EXISTE',
    'VEHICULO_RETIRADO',
    'CONDUCTOR_CON_OTRO_VEHICULO',
    'VEHICULO_CON_OTRO_CONDUCTOR',
  ],
  main: ({ conductorId }) => ({ of: conductor, id: conductorId }),
  streams: ({ dia, vehiculoId }) => ({ vehiculo: [vehiculoId], manejo: [manejoId(vehiculoId, dia)] }),
  decide: (c, states, { now }) => {
    const { conductorId, dia, vehiculoId } = c;
    const { estado, dias } = states.conductor[conductorId] ?? conductor.initial;
    if (estado === 'inexistente') return reject('CONDUCTOR_NO_EXISTE');
    const suyo = dias[dia];
    if (suyo === vehiculoId) return [];
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    const { ficha, retirado } = v;
    if (dia < diaVigente(ficha?.calendario, now)) return reject('DIA_PASADO');
    if (!ficha) return reject('VEHICULO_NO_EXISTE');
    if (retirado) return reject('VEHICULO_RETIRADO');
    const otro = states.manejo[manejoId(vehiculoId, dia)]?.conductorId;
    const cuando = enDia(`${dia}T12:00:00-05:00`, now);
    if (otro !== undefined) return reject('VEHICULO_CON_OTRO_CONDUCTOR', `Lo lleva ${otro} ${cuando}. ${LIBERE}`);
    if (suyo !== undefined) return reject('CONDUCTOR_CON_OTRO_VEHICULO', `Lleva ${suyo} ${cuando}. ${LIBERE}`);
    return [
      to(conductor, conductorId, VehiculoConfiado(c)),
      to(manejo, manejoId(vehiculoId, dia), ManejoAsumido(c)),
      ...recibeRuta(v, c),
    ];
  },
});

const LIBERE = 'Libere antes esa jornada.';
