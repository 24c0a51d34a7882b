import type { Scopes } from './scopes.ts';

/** The four kinds of people, as the rights of development tokens know them. */
export type Role = keyof Scopes;

/** Somebody whom a development token is of. */
export interface Identity {
  readonly role: Role;
  /** The token's `sub`, and what is told to enter as: `operador`, `cliente:tienda-42`. */
  readonly subject: string;
  /** What a page calls them, in Spanish. */
  readonly name: string;
  /** What the token says of whose things it gets at. */
  readonly claims: { readonly cliente_id?: string; readonly conductor_id?: string };
}

/** Somebody of the house, who may do everything. */
export const OPERATOR: Identity = { role: 'operator', subject: 'operador', name: 'Operación', claims: {} };

/** Whoever works in a warehouse. */
export const CLERK: Identity = { role: 'clerk', subject: 'bodega', name: 'Bodega', claims: {} };

/** A customer. */
export function customer(clienteId: string): Identity {
  return {
    role: 'customer',
    subject: `cliente:${clienteId}`,
    name: `Cliente ${clienteId}`,
    claims: { cliente_id: clienteId },
  };
}

/** A driver. */
export function driver(conductorId: string): Identity {
  return {
    role: 'driver',
    subject: `conductor:${conductorId}`,
    name: `Conductor ${conductorId.replace(/^conductor-/, '')}`,
    claims: { conductor_id: conductorId },
  };
}

/** Whom a subject names: `operador`, `bodega`, `conductor:ID` or `cliente:ID`; nobody, where it is none of them. */
export function identityOf(subject: string): Identity | undefined {
  if (subject === OPERATOR.subject) return OPERATOR;
  if (subject === CLERK.subject) return CLERK;
  const [, kind, id] = /^(cliente|conductor):([A-Za-z0-9][A-Za-z0-9_-]{2,63})$/.exec(subject) ?? [];
  if (id === undefined) return undefined;
  return kind === 'cliente' ? customer(id) : driver(id);
}
