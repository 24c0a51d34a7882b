import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ENDING = '.template.json';

/** A template, as far as it is looked at. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: any }>>;
}

/** The templates of an assembly, by their stacks. */
export function templatesIn(assembly: string): Map<string, Template> {
  const files = readdirSync(assembly).filter((file) => file.endsWith(ENDING));
  return new Map(
    files.map((file) => [file.slice(0, -ENDING.length), JSON.parse(readFileSync(path.join(assembly, file), 'utf8'))]),
  );
}
