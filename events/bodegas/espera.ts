import * as z from 'zod';

/** Minutes that an order may wait for a plan before it is shown to a person: from a minute to thirty days. */
export const EsperaMaxima = z.int().min(1).max(43_200);

/** What holds for a warehouse that says nothing of it, in minutes. */
export const ESPERA_MAXIMA_MIN = 240;
