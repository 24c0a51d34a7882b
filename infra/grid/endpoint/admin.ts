import { type Clock, LAST_MOMENT } from '../clock.ts';
import { answerFaults } from '../faults/api.ts';
import type { Faults } from '../faults/faults.ts';
import type { Usage } from '../iam/usage.ts';
import { billOf } from '../meter/bill.ts';
import type { Meter } from '../meter/meter.ts';
import type { Outbox } from '../outbox.ts';
import { RawAnswer } from '../service.ts';
import { milliseconds } from './duration.ts';
import { outboxPage } from './outboxPage.ts';
import type { Incoming } from './recognise.ts';

/** What the grid tells about itself. */
export interface GridStatus {
  readonly clock: Clock;
  readonly meter: Meter;
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly usage: Usage;
  /** `starting` until the template is deployed. */
  status(): 'starting' | 'ready';
  readonly services: readonly string[];
  stacks(): readonly string[];
  outputs(): unknown;
}

/** The grid's own API, below `/_alpes/`: its health, its outputs, its meter, its bill, the grants of its roles, its outbox, its faults and its clock. */
export function createAdmin(grid: GridStatus): (request: Incoming) => RawAnswer {
  const clock = () => ({ now: new Date(grid.clock.now()).toISOString(), offset: grid.clock.offset() });
  return (request) => {
    const { method, url, body } = request;
    const [path, query] = url.split('?');
    if (method === 'GET' && path === '/_alpes/health') {
      return json(200, { status: grid.status(), services: grid.services, stacks: grid.stacks() });
    }
    if (method === 'GET' && path === '/_alpes/outputs') return json(200, grid.outputs());
    if (method === 'GET' && path === '/_alpes/meter') return json(200, grid.meter.read());
    if (method === 'GET' && path === '/_alpes/bill') return json(200, billOf(grid.meter.read()));
    if (method === 'GET' && path === '/_alpes/grants') return json(200, { grants: grid.usage.read() });
    if (method === 'GET' && path === '/_alpes/outbox') return answerOutbox(grid.outbox, query, request.headers.accept);
    if (method === 'GET' && path === '/_alpes/clock') return json(200, clock());
    if (method === 'POST' && path === '/_alpes/clock') {
      const problem = moveClock(grid.clock, body.toString());
      return problem ? json(400, { message: problem }) : json(200, clock());
    }
    return answerFaults(grid.faults, request) ?? json(404, { message: `The grid has no ${method} ${path}.` });
  };
}

/** The newest messages, as a page for a browser; `?before=<id>` gives those before one of them. */
function answerOutbox(outbox: Outbox, query: string | undefined, accept = ''): RawAnswer {
  const before = new URLSearchParams(query).get('before') ?? undefined;
  if (before !== undefined && !/^\d{1,15}$/.test(before))
    return json(400, { message: `before is a message's id, not "${before}".` });
  const messages = before === undefined ? outbox.read() : outbox.read(Number(before));
  if (!accept.includes('text/html')) return json(200, { messages });
  return new RawAnswer(200, { 'content-type': 'text/html; charset=utf-8' }, outboxPage(messages));
}

const MOVES = ['advance', 'freeze', 'resume'];

/**
 * `{ "freeze": true, "advance": "PT15M" }`: what is asked for is done in the order freeze, advance, resume. Gives what
 * is wrong with the order, of which nothing is done then.
 */
function moveClock(clock: Clock, body: string): string | undefined {
  let order: unknown;
  try {
    order = JSON.parse(body);
  } catch (error) {
    return `The body is not JSON: ${(error as Error).message}`;
  }
  if (typeof order !== 'object' || order === null || Array.isArray(order))
    return 'The body is not an object such as {"advance": "PT15M"}.';
  const unknown = Object.keys(order).find((key) => !MOVES.includes(key));
  if (unknown) return `The clock knows advance, freeze and resume, not "${unknown}".`;
  const { advance, freeze = false, resume = false } = order as Record<string, unknown>;
  if (typeof freeze !== 'boolean' || typeof resume !== 'boolean') return 'freeze and resume are true or false.';
  const ms = advance === undefined ? 0 : milliseconds(advance);
  if (ms === undefined)
    return `advance takes milliseconds or a duration like PT15M, forward only, not ${JSON.stringify(advance)}.`;
  if (ms > clock.most()) return `The clock goes no further than ${new Date(LAST_MOMENT).toISOString()}.`;
  if (freeze) clock.freeze();
  if (ms > 0) clock.advance(ms);
  if (resume) clock.resume();
  return undefined;
}

function json(status: number, body: unknown): RawAnswer {
  return new RawAnswer(status, { 'content-type': 'application/json' }, JSON.stringify(body));
}
