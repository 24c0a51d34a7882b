import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A line of a file. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Bytes of the file up to its end. */
  readonly bytes: number;
}

/**
 * The lines of a file that are not empty, read as they are needed. A record is one line, without line breaks inside
 * quotes: so a quote that nobody closed spoils its own line and not the rest of the file.
 */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  let bytes = 0;
  for await (const raw of lines) {
    number++;
    bytes += Buffer.byteLength(raw) + 1;
    const text = number === 1 ? raw.replace(/^\uFEFF/, '') : raw;
    if (text.trim() !== '') yield { number, text, bytes };
  }
}
