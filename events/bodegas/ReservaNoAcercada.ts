import * as z from 'zod';
import { CodigoSinCambio } from '#events/comun/cambioNegado.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** An order goes elsewhere now, and nobody can bring it there what it holds, nor the same from another warehouse: it keeps what it holds. */
export const ReservaNoAcercada = event('ReservaNoAcercada', {
  context: 'bodegas',
  schema: z.object({ ordenId: OrdenId, codigo: CodigoSinCambio }),
  example: { ordenId: EJEMPLO.ordenId, codigo: 'FUERA_DE_COBERTURA' },
});
