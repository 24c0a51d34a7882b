import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { aggregate } from '#shared/model/aggregate.ts';
import { command, to, unitOfWork } from '#shared/model/command.ts';
import { event } from '#shared/model/event.ts';
import { asked, commitOf, instance, logForTests } from './testing/log.ts';

const Noted = event('Noted', { context: 'test', schema: z.object({ text: z.string() }), example: { text: '' } });

const notes = aggregate<{ readonly texts: readonly string[] }>('notes', { texts: [] }, { every: 5, revision: 1 }).on(
  Noted,
  ({ texts }, { text }) => ({ texts: [...texts, text] }),
);
const copies = aggregate<{ readonly n: number }>('copies', { n: 0 }).on(Noted, ({ n }) => ({ n: n + 1 }));

const note = command({
  of: notes,
  accepts: z.object({ id: z.string(), text: z.string() }),
  example: { id: '', text: '' },
  id: ({ id }) => id,
  decide: ({ text }) => [Noted({ text })],
});

const copy = unitOfWork({
  over: { notes, copies },
  accepts: z.object({ id: z.string() }),
  example: { id: '' },
  main: ({ id }) => ({ of: notes, id }),
  streams: ({ id }) => ({ notes: [id], copies: [id] }),
  decide: ({ id }) => [to(notes, id, Noted({ text: 'copied' })), to(copies, id, Noted({ text: 'copied' }))],
});

const log = logForTests();
const KB = 1_024;

describe('a command that is repeated', () => {
  test('gets its first answer, from any instance, and writes nothing', async () => {
    const first = await (await instance()).decide(note, asked({ id: 'again', text: 'a' }, 'id-1'));
    const { decide, commitsAfter } = await instance();
    expect(await decide(note, asked({ id: 'again', text: 'a' }, 'id-1'))).toEqual({ ...first, repeated: true });
    await expect(decide(note, asked({ id: 'again', text: 'b' }, 'id-1'))).rejects.toMatchObject({
      code: 'CLAVE_REUTILIZADA',
    });
    expect(await commitsAfter('notes#again', 0)).toHaveLength(1);
  });

  test('is known however many commands came after it, also past a snapshot', async () => {
    const { decide } = await instance();
    const first = await decide(note, asked({ id: 'many', text: 'a' }, 'first'));
    for (let n = 0; n < 60; n++) await decide(note, asked({ id: 'many', text: 'b' }, `id-${n}`));
    const cold = await instance();
    expect(await cold.decide(note, asked({ id: 'many', text: 'a' }, 'first'))).toEqual({ ...first, repeated: true });
  });

  test('is known for thirty days by the times of the commits, and then decided anew', async () => {
    const day = (n: number) => new Date(Date.parse('2030-01-01T00:00:00.000Z') + n * 86_400_000).toISOString();
    const at = (version: number, days: number) => ({
      ...commitOf('notes#days', version, Noted({ text: '' })),
      occurredAt: day(days),
      commandId: `id-${version}`,
      digest: '',
    });
    const { apply, nothing, earlierRun } = await import('./known.ts');
    const known = [at(1, 0), at(2, 1), at(3, 30.5)].reduce(
      (before, next) => apply(notes, before, next),
      nothing(notes),
    );
    expect(['id-1', 'id-2', 'id-3'].map((id) => earlierRun(known, id)?.version)).toEqual([undefined, 2, 3]);
  });

  test('leaves a mark in its main stream only, and none when its id cannot come again', async () => {
    const { decide, commitsAfter } = await instance();
    await decide(copy, asked({ id: 'marks' }, 'id-copy'));
    await decide(copy, asked({ id: 'marks' }));
    const digests = async (stream: string) => (await commitsAfter(stream, 0)).map(({ digest }) => typeof digest);
    expect(await digests('notes#marks')).toEqual(['string', 'undefined']);
    expect(await digests('copies#marks')).toEqual(['undefined', 'undefined']);
  });
});

describe('a snapshot', () => {
  test('is how far a long stream is read back', async () => {
    const { decide } = await instance();
    for (let n = 0; n < 12; n++) await decide(note, asked({ id: 'long', text: String(n) }));
    const cold = await instance();
    expect(await cold.decide(note, asked({ id: 'long', text: '12' }))).toMatchObject({ version: 13 });
    expect(cold.calls).toEqual(['Query', 'PutItem']);
  });

  test('that does not fit is left out, and nobody misses it', async () => {
    for (let n = 1; n <= 4; n++) await log.put(commitOf('notes#large', n, Noted({ text: 'x'.repeat(100 * KB) })));
    const { decide, commitsAfter } = await instance();
    expect(await decide(note, asked({ id: 'large', text: 'small' }))).toMatchObject({ version: 5 });
    expect((await commitsAfter('notes#large', 4)).map(({ snapshot }) => snapshot)).toEqual([undefined]);
    expect(await (await instance()).decide(note, asked({ id: 'large', text: 'more' }))).toMatchObject({ version: 6 });
  });

  test('that just fits is written', async () => {
    for (let n = 1; n <= 4; n++) await log.put(commitOf('notes#fits', n, Noted({ text: 'x'.repeat(99 * KB) })));
    const { decide, commitsAfter } = await instance();
    await decide(note, asked({ id: 'fits', text: 'small' }));
    expect((await commitsAfter('notes#fits', 4)).map(({ snapshot }) => snapshot?.revision)).toEqual([1]);
  });
});

test('a commit that does not fit into an item is a fault that says so, and nothing is written', async () => {
  const { decide, calls, commitsAfter } = await instance();
  // In UTF-8 each of these letters has two bytes.
  const input = { id: 'too large', text: 'ñ'.repeat(200 * KB) };
  await expect(decide(note, asked(input))).rejects.toMatchObject({ code: 'OPERACION_DEMASIADO_GRANDE' });
  expect(calls).not.toContain('PutItem');
  expect(await commitsAfter('notes#too large', 0)).toEqual([]);
});
