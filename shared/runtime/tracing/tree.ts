import type { OfMessages } from './traced.ts';

/** A segment document of X-Ray, as far as it is shown. Times in seconds since 1970. */
export interface Segment {
  readonly id: string;
  readonly parent_id?: string;
  readonly name: string;
  readonly start_time: number;
  /** Missing while the work goes on. */
  readonly end_time?: number;
  readonly http?: {
    readonly request?: { readonly method?: string; readonly url?: string };
    readonly response?: { readonly status?: number };
  };
  readonly fault?: boolean;
  readonly error?: boolean;
  readonly cause?: { readonly exceptions?: readonly { readonly type?: string; readonly message?: string }[] };
  readonly subsegments?: readonly Subsegment[];
  readonly metadata?: Partial<OfMessages>;
}

/** A part of a segment: a call of an AWS API, or a phase of the work. */
export interface Subsegment extends Segment {
  readonly namespace?: string;
  readonly aws?: { readonly operation?: string; readonly table_name?: string };
}

/** A segment with what it caused, the first to start first. */
export interface Branch {
  readonly segment: Segment;
  readonly children: readonly Branch[];
}

/** Puts the segments of a trace together. One whose cause is not among them (a client's own) stands at the top. */
export function treeOf(segments: readonly Segment[]): Branch[] {
  const owners = new Map(segments.flatMap((segment) => idsIn(segment).map((id) => [id, segment.id] as const)));
  const byCause = new Map<string | undefined, Segment[]>();
  for (const segment of segments.toSorted((a, b) => a.start_time - b.start_time)) {
    const cause = owners.get(segment.parent_id ?? '');
    byCause.set(cause, [...(byCause.get(cause) ?? []), segment]);
  }
  const below = (cause: string | undefined): Branch[] =>
    (byCause.get(cause) ?? []).map((segment) => ({ segment, children: below(segment.id) }));
  return below(undefined);
}

/** The calls of AWS APIs in a segment, whatever phase they belong to. */
export function callsIn({ subsegments = [] }: Segment): Subsegment[] {
  return subsegments.flatMap((part) => [...(part.namespace === 'aws' ? [part] : []), ...callsIn(part)]);
}

/** Its own id and those of its parts, any of which may be named as a cause. */
function idsIn({ id, subsegments = [] }: Segment): string[] {
  return [id, ...subsegments.flatMap(idsIn)];
}
