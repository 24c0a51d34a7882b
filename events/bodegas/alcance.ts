import * as z from 'zod';

/** How far a warehouse serves, as the crow flies, in kilometres. */
export const Alcance = z.int().min(1).max(2_000);

/** What holds for a warehouse that says nothing of it, in kilometres: from the capital to the coasts, and not to what lies beyond. */
export const ALCANCE_KM = 700;
