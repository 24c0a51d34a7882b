import type { ForeignTable } from '#shared/model/foreignTable.ts';
import type { Notification } from '#shared/model/notification.ts';
import type { AnyProjection } from '#shared/model/projection.ts';
import type { Declared } from './functions.ts';
import { indexesRead } from './reads.ts';

/** The keys of an index. */
export interface IndexShape {
  readonly name: string;
  readonly partition: string;
  readonly sort?: string;
  /** It has the keys of rows alone: it says which rows there are, and nobody reads them by it. */
  readonly keysOnly?: true;
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
  const read = indexesRead(functions);
  return functions.flatMap((declared) => tableOf(declared, read) ?? []);
}

/** The tables of other systems whose streams functions read, each once. */
export function foreignTablesOf(functions: readonly Declared[]): ForeignTable[] {
  const tables = functions.flatMap(({ kind, declaration }) =>
    kind === 'technical' && declaration.trigger.on === 'table' ? [declaration.trigger.of] : [],
  );
  return [...new Map(tables.map((table) => [table.name, table])).values()];
}

function tableOf(declared: Declared, read: ReadonlySet<string>): TableShape | undefined {
  const { name } = declared;
  switch (declared.kind) {
    case 'projection':
      return {
        name,
        partition: 'key',
        ...(declared.declaration.kind === 'journal' && { sort: 'sort' }),
        rebuilt: true,
        indexes: indexesOf(declared.declaration).map((index) => bareUnlessRead(declared.declaration, index, read)),
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

/** An index that is there to find the rows of who is forgotten has no more than their keys, where nobody reads rows by it. */
function bareUnlessRead(of: AnyProjection, index: IndexShape, read: ReadonlySet<string>): IndexShape {
  const isBare =
    of.kind === 'projection' && of.options.personal === index.name && !read.has(`${of.name}/${index.name}`);
  return isBare ? { ...index, keysOnly: true } : index;
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
        { name: 'porCliente', partition: 'clienteId', keysOnly: true },
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
