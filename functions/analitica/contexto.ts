import { context } from '#shared/model/context.ts';
import { analitica as vistaAnalitica } from './projections/analitica.ts';
import { verAnalitica } from './queries/verAnalitica.ts';

/** Figures: how many orders, how well served, how fast, and of what. */
export const analitica = context('analitica', {
  projections: { analitica: vistaAnalitica },
  queries: { verAnalitica },
});
