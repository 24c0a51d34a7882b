import { readFileSync, statSync } from 'node:fs';
import { UsageError } from './failures.ts';
import { reasonOf } from './fileReasons.ts';
import { NOT_UTF8 } from './importar/lines.ts';

/** The text of a file that the user named. Throws UsageError when it cannot be read. */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw unreadable(file, reasonOf(error) ?? String(error));
  }
  return textOf(bytes, file);
}

/** What bytes say, without a byte order mark. Throws UsageError where they are not UTF-8. @param source what the user calls them. */
export function textOf(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(source, NOT_UTF8);
  }
}

/** The size in bytes of a file that the user named. Throws UsageError when there is none. */
export function sizeOf(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) throw unreadable(file, 'no existe');
  if (!stat.isFile()) throw unreadable(file, 'no es un archivo');
  return stat.size;
}

function unreadable(file: string, reason: string): UsageError {
  return new UsageError(`no se puede leer ${file}: ${reason}`);
}
