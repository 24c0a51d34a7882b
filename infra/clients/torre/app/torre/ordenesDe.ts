import { useEffect, useRef } from 'preact/hooks';
import { read } from '../core/api.ts';
import { orderName } from '../core/format.ts';
import { may } from '../core/session.ts';
import { view } from '../core/store.ts';
import type { Orden } from './tipos.ts';

/** Reads the orders that a page names and no list has brought, each once, and gives how each is called: as its customer does. */
export function useOrdenesDe(ids: Iterable<string>): (ordenId: string) => string {
  const { rows, put } = view<Orden>('ordenes');
  const asked = useRef(new Set<string>()).current;
  const missing = may('ordenes:leer') ? [...new Set(ids)].filter((id) => !rows.value.has(id)).join(' ') : '';
  useEffect(() => {
    for (const ordenId of missing.split(' ').filter((one) => one !== '' && !asked.has(one))) {
      asked.add(ordenId);
      // One that cannot be read keeps the beginning of its number; it is asked for again once others are missing.
      read<Orden>(`/ordenes/${ordenId}`)
        .then((orden) => put(ordenId, orden.version ?? 0, orden))
        .catch(() => asked.delete(ordenId));
    }
  }, [missing]);
  return (ordenId) => orderName(rows.value.get(ordenId) ?? { ordenId });
}
