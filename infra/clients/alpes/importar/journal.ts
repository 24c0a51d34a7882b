import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What an earlier run of the same import has done. */
export interface Journal {
  has(key: string): boolean;
  add(key: string, ordenId: string): void;
}

/**
 * Opens the journal of an import: a line for each order that the API accepted, written at once. One that was written
 * against another API says nothing about this one, and is begun anew.
 */
export function openJournal(file: string, apiUrl: string, fromScratch = false): Journal {
  const head = `# alpes ordenes importar → ${apiUrl}`;
  const [found, ...lines] = !fromScratch && existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const done = new Set(found === head ? lines.map((line) => line.split('\t', 1)[0]) : []);
  if (found !== head) writeFileSync(file, `${head}\n`);
  return {
    has: (key) => done.has(key),
    add: (key, ordenId) => {
      done.add(key);
      appendFileSync(file, `${key}\t${ordenId}\n`);
    },
  };
}
