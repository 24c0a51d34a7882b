import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../../../service.ts';
import type { BusEvent } from '../model.ts';

/** What is said of an event before the bus takes it. */
export interface Draft {
  readonly source: string;
  readonly detailType: string;
  /** JSON text of an object. */
  readonly detail: string;
  readonly resources?: readonly string[];
  readonly time?: number;
  readonly trace?: string | undefined;
}

/** An event with its id, as targets and archives get it. Of the detail's text only white space goes. */
export function eventOf(draft: Draft, now: number): BusEvent {
  const id = randomUUID();
  const time = Math.floor((draft.time ?? now) / 1000) * 1000;
  const envelope = {
    version: '0',
    id,
    'detail-type': draft.detailType,
    source: draft.source,
    account: ACCOUNT,
    time: new Date(time).toISOString().replace('.000Z', 'Z'),
    region: REGION,
    resources: draft.resources ?? [],
  };
  const text = `${JSON.stringify(envelope).slice(0, -1)},"detail":${compacted(draft.detail)}}`;
  return {
    id,
    source: draft.source,
    time,
    ingestedAt: now,
    parsed: { ...envelope, detail: JSON.parse(draft.detail) },
    text,
    ...(draft.trace !== undefined && { trace: draft.trace }),
  };
}

/** An archived event on its way again: the same, and it says so. */
export function replayed(text: string, now: number, replay: NonNullable<BusEvent['replay']>): BusEvent {
  const parsed = { ...JSON.parse(text), 'replay-name': replay.name };
  const said = `{"replay-name":${JSON.stringify(replay.name)},${text.slice(1)}`;
  const { id, source, time } = parsed;
  return { id, source, time: Date.parse(time), ingestedAt: now, parsed, text: said, replay };
}

/** An event that another bus passes on: its id, account, time and detail stay. Throws for what is not an event. */
export function forwarded(text: string, now: number): BusEvent {
  const parsed = JSON.parse(text);
  const { id, source, time } = parsed;
  const at = Date.parse(time);
  if (typeof id !== 'string' || typeof source !== 'string' || Number.isNaN(at)) throw new TypeError('Not an event.');
  return { id, source, time: at, ingestedAt: now, parsed, text };
}

/** JSON without the white space between its parts. Numbers stay as they are written: JavaScript would round some. */
function compacted(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, text: string | undefined) => text ?? '');
}
