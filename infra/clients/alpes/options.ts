import type { GlobalOptions } from './connection.ts';

/** Options of `alpes invocar`. */
export interface InvocarOptions extends GlobalOptions {
  /** A file, or `-` for stdin. */
  readonly evento?: string;
  readonly ejemplo?: boolean;
  readonly enProceso?: boolean;
}

/** Options of `alpes log`. */
export interface LogOptions extends GlobalOptions {
  readonly desde: number;
  readonly descifrar?: boolean;
}

/** Options of `alpes traza`. */
export interface TrazaOptions extends GlobalOptions {
  /** Every AWS call on a line of its own. */
  readonly llamadas?: boolean;
}

/** Options of `alpes replay`. */
export interface ReplayOptions extends GlobalOptions {
  /** The stage's own when it is not said. */
  readonly archivo?: string;
  readonly desde?: Date;
  readonly hasta?: Date;
  readonly a: readonly string[];
}

/** Options of `alpes token`. */
export interface TokenOptions extends GlobalOptions {
  /** `operador`, `bodega`, or `conductor:` or `cliente:` and whose. */
  readonly como: string;
  /** For how long, in seconds. */
  readonly por: number;
}

/** Options of `alpes reconstruir`. */
export type ReconstruirOptions = GlobalOptions;

/** Options of `alpes restaurar`. Copies are named as `openSource` reads them. */
export interface RestaurarOptions extends GlobalOptions {
  /** Of the event log. */
  readonly de: string;
  /** That nothing is written. */
  readonly comprobar?: boolean;
  readonly claves?: string;
  readonly avisos?: string;
}

/** Options of `alpes ordenes importar`. */
export interface ImportarOptions extends GlobalOptions {
  readonly api?: string;
  readonly token?: string;
  readonly concurrencia: number;
  readonly desdeCero?: boolean;
}

/** Options of `alpes grpc`. */
export interface GrpcOptions extends GlobalOptions {
  /** A file, or `-` for stdin. */
  readonly datos?: string;
  readonly servidor: string;
  /** A file with a certificate that is trusted. */
  readonly ca?: string;
  readonly token?: string;
  readonly clave?: string;
  /** In seconds. */
  readonly plazo?: number;
}

/** Options of `alpes costo`. */
export interface CostoOptions extends GlobalOptions {
  /** The short name of a function. */
  readonly por: string;
}

/** Options of `alpes local falla poner`. */
export interface FallaOptions extends GlobalOptions {
  readonly funcion?: string;
  readonly llamada?: string;
  readonly de?: string;
  readonly recurso?: string;
  readonly clave?: string;
  readonly entrega?: string;
  readonly despliegue?: string;
  readonly desde?: string;
  readonly tasa?: number;
  readonly veces?: number;
  readonly por?: string;
  readonly ms?: number;
  readonly semilla?: number;
}
