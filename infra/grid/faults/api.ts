import type { Incoming } from '../endpoint/recognise.ts';
import { RawAnswer } from '../service.ts';
import { BadFault, type FaultOrder } from './fault.ts';
import type { Faults } from './faults.ts';

const PATH = '/_alpes/faults';

/**
 * The faults over HTTP: `GET` lists, `POST` adds, `DELETE` takes one (`/_alpes/faults/{id}`) or all away. What cannot be
 * done is told as RFC 9457 has problems. Gives `undefined` for another path.
 */
export function answerFaults(faults: Faults, { method, url, body }: Incoming): RawAnswer | undefined {
  const path = url.split('?')[0] ?? '';
  if (path !== PATH && !path.startsWith(`${PATH}/`)) return undefined;
  const id = path.slice(PATH.length + 1);
  if (method === 'GET' && id === '') return json(200, { faults: faults.list() });
  if (method === 'POST' && id === '') return added(faults, body.toString());
  if (method === 'DELETE' && id === '') {
    faults.clear();
    return new RawAnswer(204, {}, '');
  }
  if (method === 'DELETE')
    return faults.remove(id) ? new RawAnswer(204, {}, '') : problem(404, 'No such fault', `There is no fault ${id}.`);
  return problem(405, 'Method not allowed', `${PATH} takes GET, POST and DELETE, not ${method}.`);
}

function added(faults: Faults, body: string): RawAnswer {
  let order: unknown;
  try {
    order = JSON.parse(body);
  } catch (error) {
    return problem(400, 'Not JSON', `The body is not JSON: ${(error as Error).message}`);
  }
  try {
    return json(201, faults.add(order as FaultOrder));
  } catch (error) {
    if (error instanceof BadFault) return problem(400, 'Not a fault', error.message);
    throw error;
  }
}

function json(status: number, body: unknown): RawAnswer {
  return new RawAnswer(status, { 'content-type': 'application/json' }, JSON.stringify(body));
}

function problem(status: number, title: string, detail: string): RawAnswer {
  const headers = { 'content-type': 'application/problem+json' };
  return new RawAnswer(status, headers, JSON.stringify({ status, title, detail }));
}
