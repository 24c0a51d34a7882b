import * as z from 'zod';

/** What one unit of a product weighs, in kilograms: a milligram at least, to which loads are counted. */
export const PesoKg = z.number().min(1e-6, { error: 'Debe ser mayor que 0: un miligramo al menos' }).max(10_000);

/** What one unit of a product measures, in cubic metres: a cubic centimetre at least, to which loads are counted. */
export const VolumenM3 = z
  .number()
  .min(1e-6, { error: 'Debe ser mayor que 0: un centímetro cúbico al menos' })
  .max(100);
