import lazy from 'preact-iso/lazy';
import { loadStyles } from '../core/config.ts';

/** The map of the day: loaded when it is first shown, with its styles, whichever page shows it. */
export const Mapa = withStyles(() => import('./Mapa.tsx').then((module) => module.Mapa));

/** The map on which a place is picked; loaded in the same way. */
export const Mira = withStyles(() => import('./Mira.tsx').then((module) => module.Mira));

/** What measures its box has to find it in its place. */
function withStyles<T>(load: () => Promise<T>) {
  return lazy(async () => {
    const [part] = await Promise.all([load(), loadStyles('mapa')]);
    return part;
  });
}
