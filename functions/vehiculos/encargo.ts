import type { Zona } from '#events/comun/lugar.ts';
import type { Linea, Parte } from '#events/comun/pedido.ts';
import { antes, type Ventana } from '#events/comun/tiempo.ts';

/** What is to be brought, as planning and the road need it. */
export interface Encargo {
  readonly clienteId: string;
  /** Where the order leaves from: the nearest of the warehouses that give. */
  readonly bodegaId: string;
  readonly partes: readonly Parte[];
  readonly lineas: readonly Linea[];
  readonly zona: Zona;
  readonly pesoKg: number;
  readonly volumenM3: number;
  readonly ventana?: Ventana | undefined;
  readonly prioridad: 'normal' | 'alta';
}

type Cambiable = 'bodegaId' | 'partes' | 'lineas' | 'zona' | 'pesoKg' | 'volumenM3';

/** What is other in what is to be brought; a window of null takes it away. */
type Cambios = { readonly [K in Cambiable]?: Encargo[K] | undefined } & {
  readonly ventana?: Ventana | null | undefined;
};

/** What is to be brought, without what is personal: planning does not need it. */
export function encargoDe({ clienteId, prioridad, ventana, ...d }: Encargo): Encargo {
  const { bodegaId, partes, lineas, zona, pesoKg, volumenM3 } = d;
  return { clienteId, prioridad, ventana, bodegaId, partes, lineas, zona, pesoKg, volumenM3 };
}

/** What is to be brought after a change. */
export function conCambios(encargo: Encargo, { ventana, ...cambios }: Cambios): Encargo {
  return {
    ...encargo,
    bodegaId: cambios.bodegaId ?? encargo.bodegaId,
    partes: cambios.partes ?? encargo.partes,
    lineas: cambios.lineas ?? encargo.lineas,
    zona: cambios.zona ?? encargo.zona,
    pesoKg: cambios.pesoKg ?? encargo.pesoKg,
    volumenM3: cambios.volumenM3 ?? encargo.volumenM3,
    ventana: ventana === undefined ? encargo.ventana : (ventana ?? undefined),
  };
}

/** The window in force for an attempt: whoever was not at home in the wanted one is tried again after it, too. */
export function ventanaVigente(
  { ventana }: Pick<Encargo, 'ventana'>,
  intento: number,
  now: string,
): Ventana | undefined {
  return ventana && intento > 1 && !antes(now, ventana.hasta) ? undefined : ventana;
}

/** By member of what is to be brought: the revision that said it last. */
export type Revisiones = Readonly<Record<string, number>>;

/** The revisions after one that says something of some members; an older one than theirs changes nothing. */
export function conRevision(sabidas: Revisiones, revision: number, miembros: readonly string[]): Revisiones {
  const dichas = miembros.map((miembro) => [miembro, Math.max(revision, sabidas[miembro] ?? 0)] as const);
  return { ...sabidas, ...Object.fromEntries(dichas) };
}

/** What of some changes no later revision has said already. */
export function novedades<C extends object>(sabidas: Revisiones, revision: number, cambios: C): Partial<C> {
  const nuevos = Object.entries(cambios).filter(([miembro]) => revision > (sabidas[miembro] ?? 0));
  return Object.fromEntries(nuevos) as Partial<C>;
}
