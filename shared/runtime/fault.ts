/** A field of the input that is wrong. */
export interface FieldError {
  /** Path of the field: `lineas.0.cantidad`. */
  readonly campo: string;
  readonly mensaje: string;
}

interface FaultSpec {
  readonly status: number;
  readonly code: string;
  /** In Spanish, for the caller. */
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** Something that keeps a request from being carried out, with what the caller can do about it. Thrown; a rejection is a value. */
export class Fault extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[];
  readonly retryAfter: number | undefined;

  constructor(spec: FaultSpec) {
    super(`${spec.code}: ${spec.title}${spec.detail ? ` (${spec.detail})` : ''}`, { cause: spec.cause });
    this.status = spec.status;
    this.code = spec.code;
    this.title = spec.title;
    this.detail = spec.detail;
    this.errors = spec.errors ?? [];
    this.retryAfter = spec.retryAfter;
  }
}
