import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { aggregate } from './aggregate.ts';
import { aggregatesOf, command, directoriesOf, namesStreams, to, unitOfWork } from './command.ts';
import { event } from './event.ts';
import { projection } from './projection.ts';

const Done = event('Done', { context: 'x', schema: z.object({ id: z.string() }), example: { id: '1' } });
const thing = aggregate<object>('thing', {}).on(Done, (state) => state);
const base = { accepts: z.strictObject({ id: z.string() }), example: { id: '1' }, decide: () => [] };
const one = { of: thing, id: ({ id }: { id: string }) => id, ...base };
const several = {
  over: { thing },
  main: ({ id }: { id: string }) => ({ of: thing, id }),
  streams: () => ({}),
  ...base,
};

describe('a command', () => {
  test('refuses nothing and begins nothing unless it says so', () => {
    expect(command(one)).toMatchObject({ kind: 'command', rejects: [], creates: false });
    expect(unitOfWork(several)).toMatchObject({ kind: 'unitOfWork', rejects: [], creates: false });
    const said = { rejects: ['NO'] as const, creates: true };
    expect(command({ ...one, ...said })).toMatchObject(said);
    expect(unitOfWork({ ...several, ...said })).toMatchObject(said);
  });

  test('names the streams that it begins where their id is its own', () => {
    expect(namesStreams(command({ ...one, id: (_, { id }) => id }))).toBe(true);
    expect(namesStreams(command(one))).toBe(false);
    expect(namesStreams(unitOfWork({ ...several, main: (_, { id }) => ({ of: thing, id }) }))).toBe(true);
    expect(namesStreams(unitOfWork(several))).toBe(false);
  });

  test('may go by who acts when it names them', () => {
    const ofActor = command({ ...one, id: (_, { actor }) => `${actor.subject}${actor.scopes.join()}` });
    expect(namesStreams(ofActor)).toBe(false);
  });
});

describe('a unit of work', () => {
  const read = aggregate<object>('read', {});
  const things = { of: projection<{ id: string }>('things', { of: 'thing', key: 'id' }), where: () => ({}) };

  test('reads what it writes, and what it consults', () => {
    expect(aggregatesOf(unitOfWork({ ...several, consults: { read } }))).toStrictEqual({ thing, read });
    expect(aggregatesOf(unitOfWork(several))).toStrictEqual({ thing });
  });

  test('looks only in the directories that it names', () => {
    expect(directoriesOf(unitOfWork({ ...several, directories: { things } }))).toStrictEqual([things]);
    expect(directoriesOf(unitOfWork(several))).toStrictEqual([]);
    expect(directoriesOf(command(one))).toStrictEqual([]);
  });
});

test('facts are written to a stream of an aggregate', () =>
  expect(to(thing, '1', Done({ id: '1' }), Done({ id: '2' }))).toStrictEqual({
    of: thing,
    id: '1',
    facts: [
      { type: 'Done', version: 1, data: { id: '1' } },
      { type: 'Done', version: 1, data: { id: '2' } },
    ],
  }));
