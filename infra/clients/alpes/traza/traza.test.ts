import { describe, expect, test } from 'vitest';
import { type Segment, treeOf } from '#shared/runtime/tracing/tree.ts';
import { duration, rendered } from './render.ts';

const call = (id: string, operation: string) => ({
  id,
  name: 'DynamoDB',
  namespace: 'aws',
  start_time: 100.005,
  end_time: 100.01,
  aws: { operation, table_name: 'alpes-event-log' },
});

const SEGMENTS: Segment[] = [
  { id: 'c', parent_id: 'b', name: 'alpes-cumplimiento', start_time: 100.4, end_time: 100.5, fault: true },
  {
    id: 'a',
    parent_id: 'of the client',
    name: 'alpes-api/prod',
    start_time: 100,
    end_time: 100.1,
    http: { request: { method: 'POST', url: '/ordenes' }, response: { status: 201 } },
  },
  {
    id: 'b',
    parent_id: 'a',
    name: 'alpes-crearOrden',
    start_time: 100.001,
    end_time: 100.02,
    subsegments: [
      {
        id: 'phase',
        name: 'Invocation',
        start_time: 100.001,
        subsegments: [call('d', 'PutItem'), call('e', 'PutItem')],
      },
      call('f', 'Query'),
    ],
  },
  { id: 'g', parent_id: 'phase', name: 'alpes-relay', start_time: 100.2 },
];

describe('a tree', () => {
  test('puts each segment under its cause, the first to start first', () => {
    const [top, ...others] = treeOf(SEGMENTS);
    expect(others).toEqual([]);
    expect(top?.segment.id).toBe('a');
    expect(top?.children.map(({ segment }) => segment.id)).toEqual(['b']);
    expect(top?.children[0]?.children.map(({ segment }) => segment.id)).toEqual(['g', 'c']);
  });
});

describe('a trace for people', () => {
  const lines = (llamadas: boolean) => rendered('1-2-3', treeOf(SEGMENTS), { llamadas }).split('\n');

  test('tells how much, how long and how many calls', () => {
    expect(lines(false)[0]).toBe('Traza 1-2-3 · 4 tramos en 500 ms · 3 llamadas a AWS (DynamoDB ×3) · 1 con fallo');
  });

  test('has a line for each segment, with its calls', () => {
    const [, , , ...rows] = lines(false).map((line) => line.replace(/\s{2,}/g, '  '));
    expect(rows).toEqual([
      '0 ms  100 ms  ██████··························  alpes-api/prod  POST /ordenes 201',
      '1 ms  19 ms  █·······························  alpes-crearOrden  PutItem ×2, Query',
      '200 ms  …  ············█···················  alpes-relay',
      '400 ms  100 ms  ·························██████·  alpes-cumplimiento  ✗ falló',
    ]);
  });

  test('has a line for each call when asked', () => {
    const shown = lines(true).filter((line) => line.includes('· DynamoDB'));
    expect(shown).toHaveLength(3);
    expect(shown[0]).toContain('· DynamoDB PutItem alpes-event-log');
  });
});

test('times are as Spanish writes them', () => {
  expect([0.0123, 0.9994, 1.25, 7_200].map(duration)).toEqual(['12 ms', '999 ms', '1,25 s', '7.200 s']);
});
