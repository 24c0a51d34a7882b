/** A place in degrees, to about 100 m. */
export interface Zona {
  readonly lat: number;
  readonly lon: number;
}

/** A product and how many of it. */
export interface Linea {
  readonly sku: string;
  readonly cantidad: number;
}

/** A stop, as the API tells a driver of it. What is personal is `null` once its customer was forgotten. */
export interface Parada {
  readonly ordenId: string;
  readonly intento: number;
  readonly rutaId?: string;
  readonly destinatario: { readonly nombre: string | null; readonly telefono: string | null };
  readonly direccion: string | null;
  readonly ciudad: string;
  readonly notas?: string | null;
  readonly zona: Zona;
  readonly lineas: readonly Linea[];
  /** What of it each warehouse gives. */
  readonly partes: readonly (Linea & { readonly bodegaId: string })[];
  readonly pesoKg: number;
  readonly ventana?: { readonly desde: string; readonly hasta: string };
  readonly prioridad: 'normal' | 'alta';
  readonly eta?: string;
  /** The vehicle and the place from which its goods were taken over on the road. */
  readonly viene?: { readonly de: string; readonly lugar: string };
}

/** Where goods are to be fetched before the stops that they are for. */
export interface Recogida {
  readonly bodegaId: string;
  readonly zona: Zona;
  readonly ordenes: readonly string[];
}

/** Goods that a vehicle came back with. */
export interface Traida {
  readonly ordenId: string;
  /** `null` once its customer was forgotten. */
  readonly direccion: string | null;
  readonly lineas: readonly Linea[];
}

/** A driver's day: `GET /conductores/{conductorId}/hoy`. */
export interface Hoy {
  readonly conductorId: string;
  readonly nombre: string;
  readonly dia: string;
  readonly vehiculo?: {
    readonly vehiculoId: string;
    readonly bodegaId: string;
    readonly estado: 'disponible' | 'enRuta' | 'mantenimiento' | 'averiado' | 'retirado';
    /** Stops of its route that are still to be made, as another view has them. */
    readonly paradas: number;
    readonly ruta?: { readonly rutaId: string; readonly iniciadaEn: string; readonly conductorId?: string };
  };
  /** Until when the start of its route can be undone (ISO 8601); absent once something was done on it. */
  readonly seDeshaceHasta?: string;
  /** Of the own route, those that are still to be made. */
  readonly enRuta: readonly Parada[];
  /** Those with which the vehicle is to leave. */
  readonly porSalir: readonly Parada[];
  readonly recogidas: readonly Recogida[];
  /** What is aboard and has no stop any more. */
  readonly deVuelta: readonly string[];
  /** What the vehicle came back with and its warehouse is to receive. */
  readonly porEntregar: readonly Traida[];
  /** What it came back with and leaves again with, and on what day. */
  readonly salenOtraVez: readonly (Traida & { readonly dia: string })[];
}

/** A day as the telephone keeps it. */
export interface Guardado {
  readonly version: 1;
  /** By the telephone's clock, in milliseconds since 1970. */
  readonly leidoEn: number;
  readonly hoy: Hoy;
  /** All stops that the day has shown, also those that are closed: who they were. */
  readonly conocidas: Readonly<Record<string, Parada>>;
  /** What products and warehouses are called. */
  readonly nombres?: Readonly<Record<string, string>>;
}
