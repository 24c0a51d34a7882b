import { type AnyCommand, type DecisionContext, directoriesOf } from '#shared/model/command.ts';
import type { ReadView } from '#shared/model/technical.ts';
import type { Declared } from './functions.ts';

/** In which a directory is asked for a command's example. */
const EXAMPLE: DecisionContext = { now: '2030-01-15T12:00:00.000Z', id: '', actor: { subject: '', scopes: [] } };

/** What a command reads of its directories: a directory is asked as a list is, by the index by which it is asked for the example, or whole. */
export function directoryReads(command: AnyCommand): ReadView[] {
  return directoriesOf(command).map(({ of, where }) => {
    const { index = '*' } = where(command.accepts.parse(command.example), EXAMPLE);
    return { of, by: [index] };
  });
}

/** The indexes by which somebody reads rows of projections, as `ordenes/porCliente`. */
export function indexesRead(functions: readonly Declared[]): ReadonlySet<string> {
  const reads = functions.flatMap(readsOf);
  return new Set(reads.flatMap(({ of, by = [] }) => by.map((index) => `${of.name}/${index}`)));
}

/** A view, and the indexes by which its rows are read. */
interface Reads {
  readonly of: { readonly name: string };
  readonly by?: readonly string[];
}

function readsOf({ kind, declaration }: Declared): readonly Reads[] {
  switch (kind) {
    case 'command':
      return directoryReads(declaration);
    case 'query':
      return declaration.kind === 'list' ? [declaration] : [];
    case 'technical':
      return [...(declaration.reads ?? []), ...(declaration.carriesOut ?? []).flatMap(directoryReads)];
    default:
      return [];
  }
}
