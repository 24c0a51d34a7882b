import { AwsError } from '../../../service.ts';

/** Bytes of an object, both ends counted from 0 and in it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The part that a `Range` header asks for, or `undefined` for all: what S3 does not understand, such as several parts,
 * it leaves aside.
 * @throws InvalidRange for a part that the object does not have.
 */
export function rangeOf(header: string | undefined, size: number): Range | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start <= end) return { start, end };
  const headers = { 'content-range': `bytes */${size}` };
  const members = { RangeRequested: header, ActualObjectSize: String(size), headers };
  throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, members);
}
