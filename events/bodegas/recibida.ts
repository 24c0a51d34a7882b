import * as z from 'zod';
import { Condicion } from '#events/comun/condicion.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { LineaRecibida } from '#events/comun/recibida.ts';

/** Units that a warehouse received, and how. */
export const ParteRecibida = z.strictObject({ bodegaId: BodegaId, ...LineaRecibida.shape });

/** Units that a warehouse received, and how. */
export type ParteRecibida = z.output<typeof ParteRecibida>;

/** How units are that a warehouse has: for sale, or put apart. */
export const Guardada = Condicion.exclude(['faltante']);
