import { viewTable } from '../names.ts';
import type { Declared } from './functions.ts';

/** The keys of an index. */
export interface IndexShape {
  readonly name: string;
  readonly partition: string;
  readonly sort?: string;
}

/** The table of a read model, of notifications, or of a technical function. All keys are strings. */
export interface TableShape {
  readonly name: string;
  readonly partition: string;
  readonly sort?: string;
  readonly ttl?: string;
  readonly indexes: readonly IndexShape[];
}

/** The tables that functions own, beside the event log and the keys. */
export function tablesOf(functions: readonly Declared[]): TableShape[] {
  return functions.flatMap((declared) => tableOf(declared) ?? []);
}

function tableOf(declared: Declared): TableShape | undefined {
  const name = viewTable(declared.name);
  switch (declared.kind) {
    case 'projection':
      return projectionTable(name, declared.declaration);
    case 'notification':
      return {
        name,
        partition: 'key',
        indexes: [
          { name: 'porClave', partition: 'grupo', sort: 'en' },
          { name: 'porCliente', partition: 'clienteId' },
        ],
      };
    case 'technical': {
      const { table } = declared.declaration;
      return table && { ...table, name: viewTable(table.name), indexes: [] };
    }
    default:
      return undefined;
  }
}

function projectionTable(
  name: string,
  projection: Extract<Declared, { kind: 'projection' }>['declaration'],
): TableShape {
  switch (projection.kind) {
    case 'journal':
      return { name, partition: 'key', sort: 'sort', indexes: [] };
    case 'tally':
      return { name, partition: 'key', indexes: [{ name: 'porGrupo', partition: 'group', sort: 'key' }] };
    case 'projection':
      return {
        name,
        partition: 'key',
        indexes: Object.entries(projection.options.indexes ?? {}).map(([index, { by, sort }]) => ({
          name: index,
          partition: by,
          ...(sort && { sort }),
        })),
      };
  }
}
