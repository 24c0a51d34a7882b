import { type Meaning, PROBLEMS, type ProblemCode } from '#shared/model/problem.ts';

/** A field of the input that is wrong. */
export interface FieldError {
  /** Path of the field: `lineas.0.cantidad`. */
  readonly campo: string;
  readonly mensaje: string;
}

/** What a code does not say by itself. */
export interface Particulars {
  /** In Spanish, for the caller. */
  readonly detail?: string | undefined;
  readonly errors?: readonly FieldError[];
  readonly cause?: unknown;
}

/** Something that keeps a request from being carried out, with what the caller can do about it. Thrown; a rejection is a value. */
export class Fault extends Error {
  readonly code: string;
  readonly meaning: Meaning;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[];

  constructor(code: string, meaning: Meaning, { detail, errors = [], cause }: Particulars) {
    super(`${code}: ${meaning.title}${detail ? ` (${detail})` : ''}`, { cause });
    this.code = code;
    this.meaning = meaning;
    this.detail = detail;
    this.errors = errors;
  }
}

/** The fault of a technical code. What it means is said in the one table, `shared/model/problem.ts`. */
export function fault(code: ProblemCode, particulars: Particulars = {}): Fault {
  return new Fault(code, PROBLEMS[code], particulars);
}
