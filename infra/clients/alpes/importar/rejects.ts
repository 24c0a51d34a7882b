import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { say } from '../output.ts';
import { ADDED, type Column, type Row } from './header.ts';

/** A line that was not imported; without `row` where it could not be read as CSV. */
export interface Reject {
  readonly number: number;
  readonly text: string;
  readonly row?: Row;
  readonly reason: string;
}

/** The lines that were not imported. */
export interface Rejects {
  /** Reports a line on stderr, and keeps it with its number and the reason. */
  add(reject: Reject): void;
}

/** Begins the file of errors, whose lines can be corrected and imported. It exists only when there are some. */
export function openRejects(file: string, columns: readonly string[]): Rejects {
  if (existsSync(file)) rmSync(file);
  const kept = columns.filter((column) => !(ADDED as readonly string[]).includes(column)) as Column[];
  return {
    add: ({ number, text, row, reason }) => {
      say(`línea ${number}: ${reason}`);
      if (!existsSync(file)) writeFileSync(file, `${[...kept, ...ADDED].join(',')}\n`);
      const fields = row ? kept.map((column) => quoted(row[column] ?? '')).join(',') : text;
      appendFileSync(file, `${fields},${number},${quoted(reason)}\n`);
    },
  };
}

/** A field of a CSV (RFC 4180, section 2). */
function quoted(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
