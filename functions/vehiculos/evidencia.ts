import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Referencia } from '#events/comun/texto.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { MAX_BYTES_DE_EVIDENCIA, TipoDeEvidencia } from '#events/vehiculos/evidencia.ts';

/** How long the address to put a proof is good, in seconds: a driver without a network asks for another one. */
export const SEGUNDOS_PARA_SUBIR = 300;

/** What the driver's page says of a proof before it brings it. */
export const EvidenciaPorSubir = z.strictObject({
  vehiculoId: VehiculoId,
  ordenId: OrdenId,
  tipo: TipoDeEvidencia,
  bytes: z.int().min(1).max(MAX_BYTES_DE_EVIDENCIA),
});

/** One, for the documentation. */
export const EJEMPLO_DE_EVIDENCIA = {
  vehiculoId: EJEMPLO.vehiculoId,
  ordenId: EJEMPLO.ordenId,
  tipo: 'image/jpeg',
  bytes: 48_213,
};

/** Where to bring it, with which headers, until when, and what to call it in the confirmation. */
export const SubidaDeEvidencia = z.object({
  evidencia: Referencia,
  url: z.string(),
  metodo: z.literal('PUT'),
  encabezados: z.object({ 'Content-Type': TipoDeEvidencia }),
  hasta: Instante,
});
