/**
 * What stands in the place of a personal value once it is encrypted: an object, so no text can be taken for it. `cifrado`
 * is base64url.
 */
export interface Sealed {
  readonly cifrado: string;
}

/** Something of that form, to try schemas with. */
export const SEALED_EXAMPLE: Sealed = { cifrado: 'AQ' };

/** Whether a value is encrypted. */
export function isSealed(value: unknown): value is Sealed {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Sealed>).cifrado === 'string' &&
    Object.keys(value).length === 1
  );
}
