import type { AnyProjection } from '#shared/model/projection.ts';
import type { ViewName, ViewNames } from '#shared/runtime/environment.ts';
import type { Names } from '../names.ts';
import { type Declared, ofKind } from './functions.ts';

/** Every view and every kind of notifications, with whose streams it shows and the generation of its fold. */
export function viewNamesOf(
  functions: readonly Declared[],
  generations: Readonly<Record<string, string>>,
  names: Names,
): ViewNames {
  const projections = ofKind(functions, 'projection').map(
    ({ name, declaration }) => [name, { ...kept(declaration), generation: generations[name] ?? '' }] as const,
  );
  const messages = ofKind(functions, 'notification').map(
    ({ name, declaration: { of } }) => [name, { kind: 'messages', of, generation: '' }] as const,
  );
  return { prefix: names.view(''), views: Object.fromEntries([...projections, ...messages]) };
}

/** What a view keeps. One that does not hear of all events of its streams does not tell how far it has come with them. */
function kept(view: AnyProjection): Omit<ViewName, 'generation'> {
  if (view.kind === 'projection') return { kind: 'rows', of: view.options.of };
  if (view.kind === 'journal') return { kind: 'lines' };
  return view.sparse ? { kind: 'totals' } : { kind: 'totals', of: view.of };
}
