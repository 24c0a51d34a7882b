import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyAggregate } from '#shared/model/aggregate.ts';
import type { ChangeType } from '#shared/model/change.ts';
import type { Context } from '#shared/model/context.ts';
import type { EventType } from '#shared/model/event.ts';
import type { RequestType } from '#shared/model/request.ts';
import type { Language } from './published.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** A source file: its name without extension, and its text. */
export interface Source {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

/** The TypeScript files under a folder of the project, tests apart; none when there is no such folder. */
export function sourcesIn(folder: string, kind: 'code' | 'tests' = 'code'): readonly Source[] {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file.endsWith('.test.ts') === (kind === 'tests'))
    .map((file) => ({
      path: join(folder, file),
      name: file.replace(/^.*[\\/]/, '').replace(/\.ts$/, ''),
      text: readFileSync(join(path, file), 'utf8'),
    }));
}

/** What a source file exports. */
export function load({ path }: Source): Promise<Record<string, unknown>> {
  return import(pathToFileURL(join(ROOT, path)).href);
}

/**
 * The whole published language, as the files under `events/` and the aggregates of the contexts say it.
 * @param folds the digest of each aggregate's fold, by its name, where that matters.
 */
export async function languageOf(
  contexts: readonly Context[],
  folds: Readonly<Record<string, string>> = {},
): Promise<Language> {
  const modules = await Promise.all(sourcesIn('events').map(load));
  const exported = modules.flatMap((module) => Object.values(module));
  const declared = exported.filter(
    (value): value is EventType & RequestType => typeof value === 'function' && 'schema' in value,
  );
  return {
    events: declared.filter((value) => 'older' in value),
    requests: declared.filter((value) => !('older' in value)),
    changes: exported.filter(isChange),
    folds: contexts.flatMap(({ aggregates }) =>
      Object.values(aggregates).map((aggregate: AnyAggregate) => ({ aggregate, source: folds[aggregate.name] ?? '' })),
    ),
  };
}

function isChange(value: unknown): value is ChangeType {
  return typeof value === 'object' && value !== null && (value as Partial<ChangeType>).kind === 'change';
}
