import { createReadStream } from 'node:fs';

/** A line of a file. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without what ends it; bytes that are not UTF-8 stand in it as U+FFFD. */
  readonly text: string;
  /** Bytes of the file up to its end. */
  readonly bytes: number;
  /** Whether it has bytes that are not UTF-8. */
  readonly garbled: boolean;
}

/** Why a garbled line is not taken. */
export const NOT_UTF8 = 'no está en UTF-8';

const LF = 0x0a;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The lines of a file, read as they are needed. */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  let number = 0;
  let bytes = 0;
  for await (const raw of splitAtLf(createReadStream(file))) {
    number++;
    bytes += raw.length;
    const { text, garbled } = decoded(raw);
    const whole = text.replace(/\r?\n$/, '');
    yield { number, text: number === 1 ? whole.replace(/^\uFEFF/, '') : whole, bytes, garbled };
  }
}

/** The bytes up to each line feed and with it, and those behind the last one. */
async function* splitAtLf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, at + 1)]);
      begun = [];
      from = at + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}

function decoded(raw: Buffer): Pick<Line, 'text' | 'garbled'> {
  try {
    return { text: strict.decode(raw), garbled: false };
  } catch {
    return { text: lenient.decode(raw), garbled: true };
  }
}
