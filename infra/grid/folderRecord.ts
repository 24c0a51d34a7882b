import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The file that says what belongs to a data folder. */
const RECORD = 'grid.json';

interface Content {
  /** Stands in every file of the folder as well, so that one of another folder is known. */
  readonly id: string;
  readonly files: readonly string[];
}

/** What belongs to a data folder. */
export interface FolderRecord {
  /** Marks an SQLite file of the folder as one that must be there from now on. */
  keeps(file: string): void;
}

/**
 * The record of `folder`, which is made where there is no file of a grid yet.
 * @throws when a file that it names is missing, cannot be read, or is another folder's; or when the record itself is
 * gone. Without this the grid would start as if it were new.
 */
export function openFolderRecord(folder: string): FolderRecord {
  const place = join(folder, RECORD);
  let content = read(place) ?? create(folder);
  for (const file of content.files) {
    const problem = problemOf(join(folder, file), content.id);
    if (problem) throw lost(folder, `${file} ${problem}`);
  }
  return {
    keeps(file) {
      if (content.files.includes(file)) return;
      mark(join(folder, file), content.id);
      content = { ...content, files: [...content.files, file] };
      write(place, content);
    },
  };
}

function read(place: string): Content | undefined {
  if (!existsSync(place)) return undefined;
  try {
    const content = JSON.parse(readFileSync(place, 'utf8'));
    if (isContent(content)) return content;
  } catch {
    // Told below, as what is JSON and no record.
  }
  throw lost(join(place, '..'), `${RECORD} cannot be read`);
}

function isContent(content: Partial<Content> | null): content is Content {
  return (
    typeof content?.id === 'string' &&
    Array.isArray(content.files) &&
    content.files.every((file) => typeof file === 'string')
  );
}

function create(folder: string): Content {
  const found = readdirSync(folder).find((file) => file.endsWith('.sqlite'));
  if (found) throw lost(folder, `${RECORD} is missing, which says what belongs to ${found}`);
  const content = { id: randomUUID(), files: [] };
  write(join(folder, RECORD), content);
  return content;
}

/** Whole or not at all. */
function write(place: string, content: Content): void {
  writeFileSync(`${place}.new`, JSON.stringify(content), { flush: true });
  renameSync(`${place}.new`, place);
}

function mark(file: string, id: string): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    database.exec('CREATE TABLE IF NOT EXISTS _alpes_folder (id TEXT PRIMARY KEY)');
    database.prepare('INSERT OR REPLACE INTO _alpes_folder VALUES (?)').run(id);
  } finally {
    database.close();
  }
}

function problemOf(file: string, id: string): string | undefined {
  if (!existsSync(file)) return 'is missing';
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 5_000 });
    const marked = database.prepare('SELECT 1 FROM _alpes_folder WHERE id = ?').get(id);
    return marked ? undefined : 'belongs to another folder';
  } catch (error) {
    return `cannot be read (${(error as Error).message})`;
  } finally {
    database?.close();
  }
}

function lost(folder: string, what: string): Error {
  return new Error(
    `The state in ${folder} is not whole: ${what}. Bring the file back, or remove the folder to begin anew.`,
  );
}
