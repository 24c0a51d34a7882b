import * as z from 'zod';
import { Correo, Direccion, Nombre, Telefono } from '#events/comun/texto.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { Position } from '#shared/model/change.ts';
import { personal } from '#shared/model/personal.ts';

/** Where a change of the legacy table stands, and by which of its sources it came: only one at a time tells of a table. */
export const Posicion = Position.extend({ origen: z.enum(['dynamodb', 'mariadb']) });

/**
 * What the legacy system says of a customer, in this system's forms. What cannot be used here (a telephone number that is
 * none) is left out, and named in `inservibles`, for somebody to mend it there.
 */
export const Reflejo = z.strictObject({
  nombre: personal(Nombre).nullable(),
  correo: personal(Correo).nullable(),
  telefono: personal(Telefono).nullable(),
  direccion: personal(Direccion).nullable(),
  inservibles: z.array(z.enum(['nombre', 'correo', 'telefono', 'direccion'])).max(4),
  activo: z.boolean(),
  creado: Instante,
  actualizado: Instante,
});
