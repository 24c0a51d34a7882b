import { createHash } from 'node:crypto';

/** Long names are cut so that the whole stays within 64 characters, which is what a function's name may have. */
const PART = 24;

/** What a resource is called when its template gives no name; the same at every deployment. */
export function defaultName(stack: string, logicalId: string): string {
  const hash = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, 12).toUpperCase();
  return `${stack.slice(0, PART)}-${logicalId.slice(0, PART)}-${hash}`;
}
