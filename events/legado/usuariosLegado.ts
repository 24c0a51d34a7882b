import type { ForeignTable } from '#shared/model/foreignTable.ts';

/** The legacy system's table of users. That system alone writes it. */
export const usuariosLegado = {
  name: 'usuarios-legado',
  database: 'legado',
  table: 'usuarios',
  key: 'id',
} as const satisfies ForeignTable;

const PREFIJO = 'usuario-';

/** The customer that a user of the legacy system is here. */
export function clienteDe({ id }: { readonly id: number }): string {
  return `${PREFIJO}${id}`;
}

/** The user of the legacy system that a customer is there; `clienteDe` the other way round. */
export function usuarioDe(clienteId: string): number {
  return Number(clienteId.slice(PREFIJO.length));
}
