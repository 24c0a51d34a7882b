/** A place on earth. */
export interface Coordenadas {
  readonly lat: number;
  readonly lon: number;
}

/** What whoever has a link sees of its order: `GET /seguimientos/{token}`. */
export interface Seguida {
  readonly orden: string;
  /** A sentence without its full stop. */
  readonly titulo: string;
  /** Absent of one that has left the way to its door. */
  readonly pasos?: readonly { readonly nombre: string; readonly hecho: boolean }[];
  readonly desenlace?: 'entregada' | 'entregadaParcial' | 'noEntregada' | 'rechazada' | 'devuelta' | 'cancelada';
  readonly destino: { readonly direccion: string; readonly ciudad: string };
  /** What it brings; of what was handed over in part, how many of each. */
  readonly productos?: readonly Producto[];
  /** While it is on its way and one of the next two stops. */
  readonly vehiculo?: Vehiculo;
  /** Why it is not seen. */
  readonly sinVehiculo?: 'noHaSalido' | 'lejos' | 'sinPosicion';
  /** The door, to about 100 m, while it comes from a warehouse or is on the road. */
  readonly puerta?: Coordenadas;
  /** The warehouse that it comes from, until the vehicle is seen. */
  readonly bodega?: { readonly nombre: string; readonly zona: Coordenadas };
  /** The last try, which failed; another may follow. */
  readonly intentoFallido?: {
    readonly intento: number;
    readonly motivo: string;
    readonly en: string;
    readonly consejo?: string;
  };
  readonly siNoEsta?: string;
  readonly actualizadaEn: string;
  readonly version: number;
}

/** A product of the order, and how many of it. */
export interface Producto {
  readonly nombre: string;
  readonly cantidad: number;
  readonly entregadas?: number;
}

/** Where the vehicle was last. */
export interface Vehiculo {
  readonly coordenadas: Coordenadas;
  readonly registradaEn: string;
  readonly paradasAntes: number;
}
