import * as z from 'zod';
import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { ClienteId, OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { line } from '#shared/model/text.ts';

/** What somebody types into the search box. */
export const PreguntaBusqueda = z.strictObject({ q: line(100) });

/** Results in one answer. */
export const MAS_RESULTADOS = 20;

const Resultado = z.object({
  clase: z.enum(['orden', 'vehiculo']),
  /** What it was found by. */
  por: z.enum(['orden', 'referencia', 'telefono', 'cliente', 'placa']),
  ordenId: OrdenId.optional(),
  clienteId: ClienteId.optional(),
  referencia: z.string().optional(),
  estado: EstadoDeOrden.optional(),
  creadaEn: Instante.optional(),
  vehiculoId: VehiculoId.optional(),
});

/** What is found. */
export type Resultado = z.output<typeof Resultado>;

/** What was found, the surest first. */
export const RespuestaBusqueda = z.object({ resultados: z.array(Resultado).max(MAS_RESULTADOS) });
