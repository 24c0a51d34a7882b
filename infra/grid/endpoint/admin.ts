import type { Clock } from '../clock.ts';
import type { Meter } from '../meter/meter.ts';
import { RawAnswer } from '../service.ts';
import { milliseconds } from './duration.ts';
import type { Incoming } from './recognise.ts';

/** What the grid tells about itself. */
export interface GridStatus {
  readonly clock: Clock;
  readonly meter: Meter;
  /** `starting` until the template is deployed. */
  status(): 'starting' | 'ready';
  readonly services: readonly string[];
  stacks(): readonly string[];
  outputs(): unknown;
}

/** The grid's own API, below `/_alpes/`: its health, its outputs, its meter, and its clock. */
export function createAdmin(grid: GridStatus): (request: Incoming) => RawAnswer {
  const clock = () => ({ now: new Date(grid.clock.now()).toISOString(), offset: grid.clock.offset() });
  return ({ method, url, body }) => {
    const path = url.split('?')[0];
    if (method === 'GET' && path === '/_alpes/health') {
      return json(200, { status: grid.status(), services: grid.services, stacks: grid.stacks() });
    }
    if (method === 'GET' && path === '/_alpes/outputs') return json(200, grid.outputs());
    if (method === 'GET' && path === '/_alpes/meter') return json(200, grid.meter.read());
    if (method === 'GET' && path === '/_alpes/clock') return json(200, clock());
    if (method === 'POST' && path === '/_alpes/clock') {
      const problem = moveClock(grid.clock, body.toString());
      return problem ? json(400, { message: problem }) : json(200, clock());
    }
    return json(404, { message: `The grid has no ${method} ${path}.` });
  };
}

/** `{ "freeze": true, "advance": "PT15M" }`: what is asked for is done in the order freeze, advance, resume. */
function moveClock(clock: Clock, body: string): string | undefined {
  let order: Record<string, unknown>;
  try {
    order = JSON.parse(body);
  } catch (error) {
    return `The body is not JSON: ${(error as Error).message}`;
  }
  const unknown = Object.keys(order).find((key) => !['advance', 'freeze', 'resume'].includes(key));
  if (unknown) return `The clock knows advance, freeze and resume, not "${unknown}".`;
  const ms = order.advance === undefined ? 0 : milliseconds(order.advance);
  if (ms === undefined) return `"${order.advance}" is neither milliseconds nor a duration like PT15M.`;
  if (order.freeze === true) clock.freeze();
  if (ms > 0) clock.advance(ms);
  if (order.resume === true) clock.resume();
  return undefined;
}

function json(status: number, body: unknown): RawAnswer {
  return new RawAnswer(status, { 'content-type': 'application/json' }, JSON.stringify(body));
}
