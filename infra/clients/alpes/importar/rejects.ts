import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { note } from '../output.ts';
import { ADDED } from './header.ts';
import type { Line } from './lines.ts';

/** The lines that were not imported. */
export interface Rejects {
  /** Reports a line on stderr, and keeps it with its number and the reason. */
  add(line: Line, reason: string): void;
}

/** Begins the file of errors; it exists only when there are some. Lines are kept as they stood, to be corrected and imported. */
export function openRejects(file: string, header: string, columns: readonly string[]): Rejects {
  if (existsSync(file)) rmSync(file);
  const again = columns.includes(ADDED[0]);
  return {
    add: ({ number, text }, reason) => {
      note(`línea ${number}: ${reason}`);
      if (!existsSync(file)) writeFileSync(file, `${again ? header : `${header},${ADDED.join(',')}`}\n`);
      appendFileSync(file, `${again ? text : `${text},${number},"${reason.replaceAll('"', '""')}"`}\n`);
    },
  };
}
