import type { ForeignTable } from '#shared/model/foreignTable.ts';
import type { Notification } from '#shared/model/notification.ts';
import type { AnyProjection } from '#shared/model/projection.ts';
import type { Declared } from './functions.ts';

/** The keys of an index. */
export interface IndexShape {
  readonly name: string;
  readonly partition: string;
  readonly sort?: string;
}

/** The table of a read model, of notifications, or of a technical function. All keys are strings. */
export interface TableShape {
  /** The short one: its view's. */
  readonly name: string;
  readonly partition: string;
  readonly sort?: string;
  readonly ttl?: string;
  /** Whether all that is in it can be made again from the event log. */
  readonly rebuilt: boolean;
  readonly indexes: readonly IndexShape[];
}

/** The tables that functions own, beside the event log and the keys. */
export function tablesOf(functions: readonly Declared[]): TableShape[] {
  return functions.flatMap((declared) => tableOf(declared) ?? []);
}

/** The tables of other systems whose streams functions read, each once. */
export function foreignTablesOf(functions: readonly Declared[]): ForeignTable[] {
  const tables = functions.flatMap(({ kind, declaration }) =>
    kind === 'technical' && declaration.trigger.on === 'table' ? [declaration.trigger.of] : [],
  );
  return [...new Map(tables.map((table) => [table.name, table])).values()];
}

function tableOf(declared: Declared): TableShape | undefined {
  const { name } = declared;
  switch (declared.kind) {
    case 'projection':
      return {
        name,
        partition: 'key',
        ...(declared.declaration.kind === 'journal' && { sort: 'sort' }),
        rebuilt: true,
        indexes: indexesOf(declared.declaration),
      };
    case 'notification':
      return { name, partition: 'key', rebuilt: false, indexes: indexesOf(declared.declaration) };
    case 'technical': {
      const { table } = declared.declaration;
      return table && { ...table, rebuilt: false, indexes: [] };
    }
    default:
      return undefined;
  }
}

/** The indexes of the table of a read model or of notifications. */
export function indexesOf(readable: AnyProjection | Notification): IndexShape[] {
  switch (readable.kind) {
    case 'journal':
      return [];
    case 'tally':
      return [{ name: 'porGrupo', partition: 'group', sort: 'key' }];
    case 'notification':
      return [
        { name: 'porClave', partition: 'grupo', sort: 'en' },
        { name: 'porCliente', partition: 'clienteId' },
        { name: 'porDestino', partition: 'destinadoA', sort: 'en' },
        { name: 'porEstado', partition: 'estado', sort: 'en' },
      ];
    case 'projection':
      return Object.entries(readable.options.indexes ?? {}).map(([name, { by, sort }]) => ({
        name,
        partition: by,
        ...(sort && { sort }),
      }));
  }
}
