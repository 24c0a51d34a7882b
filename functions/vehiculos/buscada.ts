import { diaEnColombia, type Ventana } from '#events/comun/tiempo.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import type { Bodega } from './bodega.ts';
import { masDias } from './calendario.ts';
import { type Encargo, ventanaVigente } from './encargo.ts';
import { bodegasPorCargar, type Entrega, siguienteCambio, vehiculoConMercancia } from './entrega.ts';

/** An attempt to deliver that looks for its place in a plan. */
export interface Buscada {
  readonly ordenId: string;
  readonly intento: number;
  /** The number of the place that it looks for, within the attempt. */
  readonly cambio: number;
  readonly encargo: Encargo;
  /** The window in force. */
  readonly ventana?: Ventana | undefined;
  /** The vehicle that has goods of it: no other can bring it. */
  readonly en?: string | undefined;
  /** The vehicle to which a person has locked it. */
  readonly fijadaA?: string | undefined;
  /** The warehouses where goods are still to be taken. */
  readonly porCargar: readonly string[];
}

/** What is known of warehouses, by their ids. */
export type Bodegas = Readonly<Record<string, Bodega>>;

/** What a delivery looks for in an attempt; undefined of one that was never asked for. */
export function buscadaDe(
  ordenId: string,
  e: Entrega,
  { intento, now }: { readonly intento: number; readonly now: string },
): Buscada | undefined {
  if (!e.encargo) return undefined;
  return {
    ordenId,
    intento,
    cambio: siguienteCambio(e, intento),
    encargo: e.encargo,
    ventana: ventanaVigente(e.encargo, intento, now),
    en: vehiculoConMercancia(e),
    porCargar: bodegasPorCargar(e),
  };
}

/** A stop for it, of a vehicle that starts at `base`, without its hour; undefined when nobody knows where goods of it are. */
export function paradaPara(buscada: Buscada, base: string, bodegas: Bodegas): Omit<Parada, 'eta'> | undefined {
  const { ordenId, intento, cambio, encargo, ventana, en, fijadaA, porCargar } = buscada;
  const otras = porCargar.filter((bodegaId) => bodegaId !== base);
  const recogidas = otras.flatMap((bodegaId) => {
    const zona = bodegas[bodegaId]?.zona;
    return zona ? [{ bodegaId, zona }] : [];
  });
  if (recogidas.length < otras.length) return undefined;
  const { bodegaId, zona, pesoKg, volumenM3, prioridad } = encargo;
  return {
    ordenId,
    bodegaId,
    zona,
    pesoKg,
    volumenM3,
    ...(ventana && { ventana }),
    prioridad,
    intento,
    cambio,
    recogidas,
    aBordo: en !== undefined,
    fija: fijadaA !== undefined,
  };
}

/**
 * The days that it may be planned for now, the first one first: those of its window, else today, and tomorrow at most. The
 * day before is one of them, for the hours after midnight of a night shift.
 */
export function diasDe({ ventana }: Buscada, now: string): readonly string[] {
  const hoy = diaEnColombia(now);
  const dias = [-1, 0, 1].map((n) => masDias(hoy, n));
  if (!ventana) return dias;
  const desde = masDias(diaEnColombia(ventana.desde), -1);
  const hasta = diaEnColombia(ventana.hasta);
  return dias.filter((dia) => desde <= dia && dia <= hasta);
}

/** Whether its day is planned on a later day: what is due after tomorrow waits for its eve. */
export function esDeOtroDia({ ventana }: Buscada, now: string): boolean {
  return ventana !== undefined && diaEnColombia(ventana.desde) > masDias(diaEnColombia(now), 1);
}
