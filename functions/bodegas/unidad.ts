import * as z from 'zod';

/** What one unit of a product weighs, in kilograms. */
export const PesoKg = z.number().min(0).max(10_000);

/** What one unit of a product measures, in cubic metres. */
export const VolumenM3 = z.number().min(0).max(100);
