import * as z from 'zod';
import type { FileStore } from '#shared/model/fileStore.ts';

/** Pictures and drawn signatures that prove deliveries. A claim is made within a year; then they are deleted. */
export const evidencias = { name: 'evidencias', days: 365 } as const satisfies FileStore;

/** What a proof may be, and how its name ends. An SVG is a program where it is shown, and none. */
const EXTENSION = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;

/** The media type of a proof. */
export const TipoDeEvidencia = z.enum(['image/jpeg', 'image/png', 'image/webp']);

/** What a proof may weigh, in bytes: a telephone makes a picture as small as that, and it goes out on a bad network. */
export const MAX_BYTES_DE_EVIDENCIA = 300 * 1_024;

/** Whose proof it is. */
export interface DeQuien {
  readonly clienteId: string;
  readonly ordenId: string;
}

/** Every reference to a proof that is kept by this system begins with it; what is kept elsewhere is called otherwise. */
const PREFIJO = `${evidencias.name}/`;

/** How the keys of all proofs of a customer begin, and of nobody else's: no name of a customer has a slash. */
export function clavesDe({ clienteId }: Pick<DeQuien, 'clienteId'>): string {
  return `${clienteId}/`;
}

/** The key of a new proof, by an id that nobody can guess. */
export function claveNueva(de: DeQuien, id: string, tipo: z.output<typeof TipoDeEvidencia>): string {
  return `${clavesDe(de)}${de.ordenId}/${id}.${EXTENSION[tipo]}`;
}

/** What a proof is called in facts and views. */
export function referenciaA(clave: string): string {
  return `${PREFIJO}${clave}`;
}

/** Whether a reference says that its proof is kept by this system. */
export function esGuardada(referencia: string): boolean {
  return referencia.startsWith(PREFIJO);
}

/** The key and type of the proof that a reference names, or `undefined` when it is not one of this order. */
export function evidenciaDe(referencia: string, de: DeQuien) {
  if (!esGuardada(referencia)) return undefined;
  const clave = referencia.slice(PREFIJO.length);
  const inicio = `${clavesDe(de)}${de.ordenId}/`;
  const [, id, extension] = /^([0-9a-f-]{36})\.([a-z]+)$/.exec(clave.slice(inicio.length)) ?? [];
  const tipo = TipoDeEvidencia.options.find((uno) => EXTENSION[uno] === extension);
  return clave.startsWith(inicio) && id !== undefined && tipo ? { clave, tipo } : undefined;
}
