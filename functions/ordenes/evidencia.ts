import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Referencia } from '#events/comun/texto.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { TipoDeEvidencia } from '#events/vehiculos/evidencia.ts';

/** How long the address of a proof is good, in seconds: as long as one looks at it. */
export const SEGUNDOS_PARA_VER = 300;

/** Whose proof is asked for. */
export const PreguntaPorEvidencia = z.strictObject({ ordenId: OrdenId });

/** One, for the documentation. */
export const EJEMPLO_DE_VISTA_DE_EVIDENCIA = { ordenId: EJEMPLO.ordenId };

/** Where the proof of an order is shown, and until when. */
export const VistaDeEvidencia = z.object({
  ordenId: OrdenId,
  evidencia: Referencia,
  tipo: TipoDeEvidencia,
  url: z.string(),
  hasta: Instante,
});
