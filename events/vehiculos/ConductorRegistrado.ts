import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ConductorId } from '#events/comun/ids.ts';
import { Nombre, Telefono } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** Somebody drives for the company. */
export const ConductorRegistrado = event('ConductorRegistrado', {
  context: 'vehiculos',
  schema: z.object({ conductorId: ConductorId, nombre: Nombre, telefono: Telefono }),
  example: { conductorId: EJEMPLO.conductorId, nombre: 'Luis Mora', telefono: '+573105550107' },
});
