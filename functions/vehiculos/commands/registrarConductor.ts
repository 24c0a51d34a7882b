import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ConductorId } from '#events/comun/ids.ts';
import { Nombre, Telefono } from '#events/comun/texto.ts';
import { ConductorRegistrado } from '#events/vehiculos/ConductorRegistrado.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { conductor } from '../conductor.ts';

/** Somebody begins to drive. The id is the one in the driver's token. */
export const registrarConductor = command({
  of: conductor,
  http: 'POST /conductores',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Registra un conductor',
    description: 'Guarda quién conduce y cómo hablarle. Su identificador es el que llevan sus tokens (conductor_id).',
  },
  accepts: z.strictObject({ conductorId: ConductorId, nombre: Nombre, telefono: Telefono }),
  example: { conductorId: EJEMPLO.conductorId, nombre: 'Luis Mora', telefono: '+573105550107' },
  rejects: ['CONDUCTOR_YA_EXISTE'],
  creates: true,
  id: ({ conductorId }) => conductorId,
  decide: (c, actual) => (actual.estado === 'registrado' ? reject('CONDUCTOR_YA_EXISTE') : [ConductorRegistrado(c)]),
});
