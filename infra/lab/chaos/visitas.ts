import type { ApiClient } from '#infra/clients/api/client.ts';
import { BODEGAS, PRODUCTOS, vehiculos } from '../data/catalogo.ts';
import { Azar } from '../driver/azar.ts';
import { tolerant } from '../driver/empresa.ts';
import { pause } from '../driver/pool.ts';

/** What else happens on a day in a storm, beside its orders. */
export interface Visitas {
  /** Customers who asked to be forgotten. */
  readonly forgotten: ReadonlySet<string>;
  /** How often each thing was done. */
  readonly counts: Readonly<Record<string, number>>;
}

interface Given {
  readonly api: ApiClient;
  readonly seed: number;
  /** Vehicles of each warehouse. */
  readonly perWarehouse: number;
  /** Customers who have ordered so far. */
  customers(): readonly string[];
  over: AbortSignal;
}

const APART_MS = [200, 1_500] as const;
const FORGET = 0.12;
const MOVE = 0.35;

/** Goods are moved between warehouses, vehicles say where they are, and customers ask to be forgotten: by chance, until it is over. */
export async function visitas({ api, seed, perWarehouse, customers, over }: Given): Promise<Visitas> {
  const azar = new Azar(`visitas ${seed}`);
  const fleet = vehiculos(perWarehouse);
  const forgotten = new Set<string>();
  const counts: Record<string, number> = {};
  for (let n = 0; !over.aborted; n++) {
    await pause(azar.between(...APART_MS));
    const luck = azar.next();
    const known = customers().filter((id) => !forgotten.has(id));
    if (luck < FORGET && known.length > 0) {
      const clienteId = azar.oneOf(known);
      forgotten.add(clienteId);
      await done('olvidos', api.post(`/clientes/${clienteId}/olvido`, {}, `olvido-${clienteId}`));
    } else if (luck < FORGET + MOVE) {
      const [from, to] = [azar.oneOf(BODEGAS), azar.oneOf(BODEGAS)];
      if (from === to) continue;
      const body = { sku: azar.oneOf(PRODUCTOS).sku, cantidad: azar.between(1, 20), destino: to.bodegaId };
      await done('traslados', api.post(`/bodegas/${from.bodegaId}/traslados`, body, `traslado-${seed}-${n}`));
    } else {
      const { vehiculoId, base } = azar.oneOf(fleet);
      const coordenadas = { lat: base.lat + azar.next() / 50, lon: base.lon + azar.next() / 50 };
      await done(
        'ubicaciones',
        api.post(`/vehiculos/${vehiculoId}/ubicaciones`, { coordenadas }, `ubica-${seed}-${n}`),
      );
    }
  }
  return { forgotten, counts };

  async function done(what: string, work: Promise<unknown>): Promise<void> {
    if (await tolerant(work)) counts[what] = (counts[what] ?? 0) + 1;
  }
}
