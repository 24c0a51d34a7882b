import type { Meter } from '../../meter/meter.ts';
import type { Client } from './connection/occasion.ts';
import { LIMITS } from './limits.ts';

const MINUTE = 60_000;

/** Counts a message of a client as AWS bills it, each 32 KB as one: https://aws.amazon.com/api-gateway/pricing/ */
export function meterMessage(meter: Meter, body: string): void {
  const units = Math.max(1, Math.ceil(Buffer.byteLength(body) / LIMITS.frameBytes));
  meter.called({ service: 'execute-api', action: 'Message', principal: '', failed: false, units });
}

/** Counts the minutes, begun ones too, of a connection that is over. `now` by the grid's clock. */
export function meterConnection(meter: Meter, { connectedAt }: Client, now: number): void {
  const units = Math.max(1, Math.ceil((now - connectedAt) / MINUTE));
  meter.called({ service: 'execute-api', action: 'ConnectionMinute', principal: '', failed: false, units });
}
