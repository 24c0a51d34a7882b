import * as z from 'zod';
import { ConductorId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { JornadaLiberada } from '#events/vehiculos/JornadaLiberada.ts';
import { EJEMPLO_DE_JORNADA } from '#events/vehiculos/jornada.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { conductor } from '../conductor.ts';
import { deja } from '../jornada.ts';
import { manejo } from '../manejo.ts';
import { vehiculo } from '../vehiculo.ts';

/**
 * A driver does not drive on a day: the vehicle of that day can be given to another, on the road too. Freeing it twice is
 * harmless.
 */
export const liberarJornada = unitOfWork({
  over: { conductor, manejo, vehiculo },
  http: 'POST /conductores/{conductorId}/jornadas/{dia}/liberacion',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Libera la jornada de un conductor',
    description:
      'El conductor deja el vehículo de ese día, que se puede confiar a otro. Si va en ruta, la ruta queda sin conductor hasta entonces.',
  },
  accepts: z.strictObject({ conductorId: ConductorId, dia: Dia }),
  example: { conductorId: EJEMPLO_DE_JORNADA.conductorId, dia: EJEMPLO_DE_JORNADA.dia },
  rejects: ['CONDUCTOR_NO_EXISTE'],
  main: ({ conductorId }) => ({ of: conductor, id: conductorId }),
  streams: ({ dia }, { dias }) => ({ vehiculo: dias[dia] === undefined ? [] : [dias[dia]] }),
  decide: ({ conductorId, dia }, states) => {
    const { estado, dias } = states.conductor[conductorId] ?? conductor.initial;
    if (estado === 'inexistente') return reject('CONDUCTOR_NO_EXISTE');
    const vehiculoId = dias[dia];
    if (vehiculoId === undefined) return [];
    const jornada = { conductorId, dia, vehiculoId };
    return [to(conductor, conductorId, JornadaLiberada(jornada)), ...deja(jornada, states)];
  },
});
