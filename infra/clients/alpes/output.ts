import Table from 'cli-table3';
import type { GlobalOptions } from './connection.ts';
import { sentence } from './words.ts';

/** Shows a result: as JSON on one line with `--json`, else as text. Only results go to stdout. */
export function show({ json }: GlobalOptions, value: unknown, text: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(value) : text()}\n`);
}

/** Tells something beside the result, on stderr; on a terminal it takes the place of a progress bar, which is drawn again below. */
export function note(line: string): void {
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}${line}\n`);
}

/** Tells one sentence beside the result. */
export function say(text: string): void {
  note(sentence(text));
}

/** A table without frames, for people. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const chars = Object.fromEntries(FRAME.map((part) => [part, '']));
  const made = new Table({
    head: [...head],
    chars: { ...chars, middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const FRAME = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
  'left',
  'left-mid',
  'mid',
  'mid-mid',
  'right',
  'right-mid',
];
