import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { Recorded } from '#shared/model/envelope.ts';
import { event, type Fact } from '#shared/model/event.ts';
import { PlazoVencido, type SagaAvanzada } from '#shared/model/process.ts';
import { request } from '#shared/model/request.ts';
import { saga, step } from '#shared/model/saga.ts';
import { type Commit, recordedOf } from './commit.ts';
import { commitOf, instance, logForTests } from './testing/log.ts';

const schema = z.object({ key: z.string() });
const spec = { context: 'test', schema, example: { key: 'k' } };
const Begun = event('Begun', spec);
const Answered = event('Answered', spec);
const Unheard = event('Unheard', spec);
const Ended = event('Ended', spec);
const ask = request('ask', spec);
const close = request('close', spec);

type State =
  | { readonly paso: 'start' }
  | { readonly paso: 'waiting'; readonly asked: number }
  | { readonly paso: 'answered' }
  | { readonly paso: 'ended' };

/** Follows `asked#key` (Begun, then perhaps Unheard, Ended) and `answers#key`, where an answer comes before the end. */
const dialogue = saga<State>('dialogue', { initial: { paso: 'start' }, follows: ['asked', 'answers'] })
  .sends(ask, close)
  .states({
    start: (says) =>
      says
        .on(Begun, 'waiting', (_, { key }) => step({ paso: 'waiting', asked: 1 }, ask({ key })))
        .awaits(Answered, Ended),
    waiting: (says) =>
      says
        .on(Answered, 'answered', (_, { key }) => step({ paso: 'answered' }, close({ key })))
        .ignores(Begun)
        .awaits(Ended)
        .within(60, 'waiting', ({ asked }) => step({ paso: 'waiting', asked: asked + 1 }, ask({ key: 'again' })))
        .waitsForPeople(),
    answered: (says) => says.on(Ended, 'ended', () => step({ paso: 'ended' })).ignores(Begun, Answered),
    ended: (says) => says.ignores(Begun, Answered, Ended),
  });

const log = logForTests();

/** Events of one stream as the bus brings them, which are in the log as well. */
async function happened(stream: string, ...facts: readonly Fact[]): Promise<Recorded[]> {
  const commits = facts.map((fact, at) => commitOf(stream, at + 1, fact));
  for (const commit of commits) await log.put(commit);
  return commits.flatMap(recordedOf);
}

/** A deadline that has come, of a saga whose step at version `entrada` set it. */
function due(key: string, entrada: number): Recorded {
  const [fact] = recordedOf(commitOf(`dialogue#${key}`, entrada + 2, Begun({ key }))) as [Recorded];
  const data = { saga: 'dialogue', clave: key, paso: 'waiting', entrada, vence: '' };
  return { type: PlazoVencido.type, data, metadata: { ...fact.metadata, id: `due ${entrada}` } };
}

type Advanced = z.infer<typeof SagaAvanzada.schema> & { readonly estado: State };

async function sagaInstance() {
  const { advanceSaga, processOf, commitsAfter, calls, telemetry } = await instance();
  const count = vi.spyOn(telemetry.metrics, 'addMetric');
  const process = processOf(dialogue, 'talks');
  const commits = (key: string) => commitsAfter(`dialogue#${key}`, 0);
  const steps = async (key: string) => (await commits(key)).map(({ events: [first] }) => first?.data as Advanced);
  return {
    calls,
    process,
    advanceSaga,
    commits,
    give: async (...facts: readonly Recorded[]) => {
      const waiting = await advanceSaga(process, { facts: facts as [Recorded, ...Recorded[]], traceparent: undefined });
      return waiting.map(({ type }) => type);
    },
    /** What was counted, by metric. */
    counts: () => {
      const counted: Record<string, number> = {};
      for (const [name, , amount] of count.mock.calls) counted[name] = (counted[name] ?? 0) + amount;
      return counted;
    },
    standing: async (key: string) => (await steps(key)).at(-1),
    /** The types of the facts that each step took. */
    causes: async (key: string) => (await steps(key)).map(({ causas }) => causas.map(({ type }) => type)),
  };
}

describe('a saga', () => {
  test('takes each fact once, in one commit with all that follows, and without a read', async () => {
    const [begun] = (await happened('asked#once', Begun({ key: 'once' }))) as [Recorded];
    const [answered] = (await happened('answers#once', Answered({ key: 'once' }))) as [Recorded];
    const { give, calls, commits } = await sagaInstance();
    for (const fact of [begun, begun, answered, begun, answered]) expect(await give(fact)).toEqual([]);
    expect(calls).toEqual(['PutItem', 'PutItem']);
    const other = await sagaInstance();
    await other.give(begun);
    await other.give(answered);
    const written = await commits('once');
    expect(written.map(({ events }) => events.map(({ type, context }) => `${context}:${type}`))).toEqual([
      ['procesos:SagaAvanzada', 'talks:ask', 'procesos:PlazoFijado'],
      ['procesos:SagaAvanzada', 'talks:close'],
    ]);
    expect(written.map(({ metadata, commandId }) => [metadata.causationId, commandId])).toEqual([
      [begun.metadata.id, begun.metadata.id],
      [answered.metadata.id, answered.metadata.id],
    ]);
  });

  test('takes the facts of a batch in one commit, in their order, whatever the order of their coming', async () => {
    const facts = await happened('asked#batch', Begun({ key: 'batch' }), Ended({ key: 'batch' }));
    const answers = await happened('answers#batch', Answered({ key: 'batch' }));
    const { give, calls, commits } = await sagaInstance();
    expect(await give(...facts.toReversed(), ...answers, ...facts)).toEqual([]);
    expect(calls).toEqual(['PutItem']);
    const [commit] = await commits('batch');
    expect(commit?.events[0]?.data).toMatchObject({
      causas: [{ type: 'Begun' }, { type: 'Answered' }, { type: 'Ended' }],
      estado: { paso: 'ended' },
      desde: 1,
      posiciones: { asked: 2, answers: 1 },
    });
    expect(commit?.events.map(({ type }) => type)).toEqual(['SagaAvanzada', 'ask', 'close']);
  });

  test('reads a fact that never came when the next one of its stream shows the gap', async () => {
    const [begun, unheard, ended] = (await happened(
      'asked#gap',
      Begun({ key: 'gap' }),
      Unheard({ key: 'gap' }),
      Ended({ key: 'gap' }),
    )) as [Recorded, Recorded, Recorded];
    const [answered] = (await happened('answers#gap', Answered({ key: 'gap' }))) as [Recorded];
    const { give, standing } = await sagaInstance();
    await give(begun);
    await give(answered);
    expect(await give(ended)).toEqual([]);
    expect(await standing('gap')).toMatchObject({ estado: { paso: 'ended' }, posiciones: { asked: 3, answers: 1 } });
    expect(unheard.metadata.version).toBe(2);
  });

  test('takes a lost fact of another stream before the one that builds on it', async () => {
    const [begun, ended] = (await happened('asked#lost', Begun({ key: 'lost' }), Ended({ key: 'lost' }))) as Recorded[];
    await happened('answers#lost', Answered({ key: 'lost' }));
    const { give, causes } = await sagaInstance();
    await give(begun as Recorded);
    expect(await give(ended as Recorded)).toEqual([]);
    expect(await causes('lost')).toEqual([['Begun'], ['Answered', 'Ended']]);
  });

  test('takes even its beginning from the log', async () => {
    await happened('asked#late', Begun({ key: 'late' }));
    const [answered] = await happened('answers#late', Answered({ key: 'late' }));
    const { give, standing } = await sagaInstance();
    expect(await give(answered as Recorded)).toEqual([]);
    expect((await standing('late'))?.estado).toEqual({ paso: 'answered' });
  });

  test('takes what it missed before a deadline moves it', async () => {
    const [begun] = await happened('asked#due', Begun({ key: 'due' }));
    await happened('answers#due', Answered({ key: 'due' }));
    const { give, standing } = await sagaInstance();
    await give(begun as Recorded);
    await give(due('due', 1));
    expect((await standing('due'))?.estado.paso).toBe('answered');
  });

  test('sets the deadline of a state with its entry, and one that passes enters the state again', async () => {
    const [begun] = await happened('asked#missed', Begun({ key: 'missed' }));
    const { give, standing, commits } = await sagaInstance();
    await give(begun as Recorded);
    await give(due('missed', 1));
    await give(due('missed', 1));
    expect(await standing('missed')).toMatchObject({ estado: { paso: 'waiting', asked: 2 }, desde: 4 });
    const written = await commits('missed');
    const deadlines = written.map(({ events }) => events.at(-1));
    const of = { saga: 'dialogue', clave: 'missed', paso: 'waiting' };
    expect(deadlines.map((last) => last?.data)).toEqual([
      { ...of, entrada: 1, vence: minuteAfter(written[0]) },
      { ...of, entrada: 4, vence: minuteAfter(written[1]) },
    ]);
    await give(due('missed', 4));
    expect(await standing('missed')).toMatchObject({ estado: { asked: 3 }, desde: 7 });
  });

  test('drops a deadline of an earlier entry without reading; one it has not heard of is looked up', async () => {
    const [begun] = await happened('asked#settled', Begun({ key: 'settled' }));
    const [answered] = await happened('answers#settled', Answered({ key: 'settled' }));
    const { give, calls } = await sagaInstance();
    await give(begun as Recorded);
    await give(answered as Recorded);
    calls.length = 0;
    expect(await give(due('settled', 1))).toEqual([]);
    expect(calls).toEqual([]);
    await give(due('settled', 9));
    expect(calls).toEqual(['Query']);
  });

  test('counts a missed deadline, and each entry into a state that waits for people', async () => {
    const [begun] = await happened('asked#counted', Begun({ key: 'counted' }));
    const { give, counts } = await sagaInstance();
    await give(begun as Recorded);
    expect(counts()).toEqual({ EsperasDePersonas: 1 });
    await give(due('counted', 1));
    expect(counts()).toEqual({ EsperasDePersonas: 2, PlazosIncumplidos: 1 });
    await give(due('counted', 1));
    expect(counts()).toEqual({ EsperasDePersonas: 2, PlazosIncumplidos: 1 });
  });

  test('gives back only what builds on what is not in the log; the rest of the batch is written', async () => {
    const [begun, ended] = await happened('asked#part', Begun({ key: 'part' }), Ended({ key: 'part' }));
    const { give, standing } = await sagaInstance();
    expect(await give(ended as Recorded, begun as Recorded)).toEqual(['Ended']);
    expect(await standing('part')).toMatchObject({ estado: { paso: 'waiting' }, posiciones: { asked: 1 } });
  });

  test('goes on from where another instance of its function has brought it', async () => {
    const [begun, ended] = await happened('asked#race', Begun({ key: 'race' }), Ended({ key: 'race' }));
    const [answered] = await happened('answers#race', Answered({ key: 'race' }));
    const [one, two] = [await sagaInstance(), await sagaInstance()];
    await Promise.all([one.give(begun as Recorded, answered as Recorded), two.give(begun as Recorded)]);
    await Promise.all([one, two].flatMap(({ give }) => [give(answered as Recorded), give(ended as Recorded)]));
    expect((await one.standing('race'))?.estado.paso).toBe('ended');
    expect((await one.causes('race')).flat()).toEqual(['Begun', 'Answered', 'Ended']);
  });

  test('stays in the trace in which it began', async () => {
    const { advanceSaga, process, commits } = await sagaInstance();
    const [begun] = await happened('asked#trace', Begun({ key: 'trace' }));
    const [answered] = await happened('answers#trace', Answered({ key: 'trace' }));
    const trace = (n: number) => `00-${String(n).repeat(32)}-${'1'.repeat(16)}-01`;
    await advanceSaga(process, { facts: [begun as Recorded], traceparent: trace(1) });
    await advanceSaga(process, { facts: [answered as Recorded], traceparent: trace(2) });
    const traces = (await commits('trace')).map(({ metadata }) => metadata.traceparent?.slice(0, 35));
    expect(traces).toEqual([trace(1).slice(0, 35), trace(1).slice(0, 35)]);
  });
});

function minuteAfter(commit: Commit | undefined): string {
  return new Date(Date.parse(commit?.occurredAt ?? '') + 60_000).toISOString();
}
