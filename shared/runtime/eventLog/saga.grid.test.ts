import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Recorded } from '#shared/model/envelope.ts';
import { event, type Fact } from '#shared/model/event.ts';
import { PlazoVencido, type SagaAvanzada } from '#shared/model/process.ts';
import { request } from '#shared/model/request.ts';
import { deadline, type NOT_YET, saga, step } from '#shared/model/saga.ts';
import { recordedOf } from './commit.ts';
import { commitOf, instance, logForTests } from './testing/log.ts';

const schema = z.object({ key: z.string() });
const spec = { context: 'test', schema, example: { key: 'k' } };
const Begun = event('Begun', spec);
const Answered = event('Answered', spec);
const Unheard = event('Unheard', spec);
const Ended = event('Ended', spec);
const Seen = event('Seen', spec);
const ask = request('ask', spec);
const close = request('close', spec);

interface State {
  readonly at: 'start' | 'waiting' | 'answered' | 'ended' | 'missed';
  readonly seen: number;
}

/**
 * Follows `asked#key` (Begun, then perhaps Unheard, Ended) and `answers#key`; what was seen comes from elsewhere.
 * @param notYet the symbol of the instance that it is for: each has modules of its own.
 */
function dialogueOf(notYet: typeof NOT_YET) {
  return saga<State>('dialogue', { key: 'key', initial: { at: 'start', seen: 0 }, follows: ['asked', 'answers'] })
    .sends(ask, close)
    .on(Begun, (s, { key }) => step({ ...s, at: 'waiting' }, ask({ key }), deadline('answer', 60)))
    .on(Answered, (s, { key }) => {
      if (s.at === 'start') return notYet;
      return s.at === 'waiting' ? step({ ...s, at: 'answered' }, close({ key })) : undefined;
    })
    .on(Ended, (s) => (s.at === 'answered' ? step({ ...s, at: 'ended' }) : notYet))
    .on(Seen, (s) => (s.at === 'start' ? notYet : step({ ...s, seen: s.seen + 1 })))
    .onDeadline('answer', (s) => (s.at === 'waiting' ? step({ ...s, at: 'missed' }) : undefined));
}

const log = logForTests();

/** Events of one stream as the bus brings them, which are in the log as well. */
async function happened(stream: string, ...facts: readonly Fact[]): Promise<Recorded[]> {
  const commits = facts.map((fact, at) => commitOf(stream, at + 1, fact));
  for (const commit of commits) await log.put(commit);
  return commits.flatMap(recordedOf);
}

/** A deadline that has come, of a saga whose step at `version` set it. */
function due(key: string, version: number): Recorded {
  const [fact] = recordedOf(commitOf(`dialogue#${key}`, version, Begun({ key }))) as [Recorded];
  const data = { saga: 'dialogue', clave: key, nombre: 'answer', vence: '' };
  return { type: PlazoVencido.type, data, metadata: { ...fact.metadata, id: `due ${version}` } };
}

type Advanced = z.infer<typeof SagaAvanzada.schema> & { readonly estado: State };

async function sagaInstance() {
  const { advanceSaga, processOf, commitsAfter, calls } = await instance();
  const process = processOf(dialogueOf((await import('#shared/model/saga.ts')).NOT_YET), 'talks');
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
      estado: { at: 'ended' },
      posiciones: { asked: 2, answers: 1 },
      vistos: [],
    });
    expect(commit?.events.map(({ type }) => type)).toEqual(['SagaAvanzada', 'ask', 'PlazoFijado', 'close']);
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
    expect(await standing('gap')).toMatchObject({ estado: { at: 'ended' }, posiciones: { asked: 3, answers: 1 } });
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
    expect((await standing('late'))?.estado).toEqual({ at: 'answered', seen: 0 });
  });

  test('takes what it missed before a deadline moves it', async () => {
    const [begun] = await happened('asked#due', Begun({ key: 'due' }));
    await happened('answers#due', Answered({ key: 'due' }));
    const { give, standing } = await sagaInstance();
    await give(begun as Recorded);
    await give(due('due', 3));
    expect((await standing('due'))?.estado.at).toBe('answered');
  });

  test('is moved by a deadline when the log has nothing else', async () => {
    const [begun] = await happened('asked#missed', Begun({ key: 'missed' }));
    const { give, standing, commits } = await sagaInstance();
    await give(begun as Recorded);
    await give(due('missed', 3));
    await give(due('missed', 3));
    expect(await standing('missed')).toMatchObject({ estado: { at: 'missed' }, vistos: ['due 3'] });
    expect(await commits('missed')).toHaveLength(2);
  });

  test('drops a deadline that is settled without reading; one it has not heard of is looked up', async () => {
    const [begun] = await happened('asked#settled', Begun({ key: 'settled' }));
    const [answered] = await happened('answers#settled', Answered({ key: 'settled' }));
    const { give, calls } = await sagaInstance();
    await give(begun as Recorded);
    await give(answered as Recorded);
    calls.length = 0;
    expect(await give(due('settled', 3))).toEqual([]);
    expect(calls).toEqual([]);
    await give(due('settled', 9));
    expect(calls).toEqual(['Query']);
  });

  test('takes a fact of a stream that it does not follow once, and asks for it again when that is ahead', async () => {
    const [seen] = await happened('elsewhere#1', Seen({ key: 'outside' }));
    const { give, standing } = await sagaInstance();
    expect(await give(seen as Recorded)).toEqual(['Seen']);
    const [begun] = await happened('asked#outside', Begun({ key: 'outside' }));
    await give(begun as Recorded);
    await give(seen as Recorded);
    await (await sagaInstance()).give(seen as Recorded);
    expect(await standing('outside')).toMatchObject({ estado: { seen: 1 }, vistos: [(seen as Recorded).metadata.id] });
  });

  test('only what is ahead of it comes again; the rest of the batch is written', async () => {
    const [begun, ended] = await happened('asked#part', Begun({ key: 'part' }), Ended({ key: 'part' }));
    const { give, standing } = await sagaInstance();
    expect(await give(ended as Recorded, begun as Recorded)).toEqual(['Ended']);
    expect(await standing('part')).toMatchObject({ estado: { at: 'waiting' }, posiciones: { asked: 1 } });
  });

  test('goes on from where another instance of its function has brought it', async () => {
    const [begun, ended] = await happened('asked#race', Begun({ key: 'race' }), Ended({ key: 'race' }));
    const [answered] = await happened('answers#race', Answered({ key: 'race' }));
    const [one, two] = [await sagaInstance(), await sagaInstance()];
    await Promise.all([one.give(begun as Recorded, answered as Recorded), two.give(begun as Recorded)]);
    await Promise.all([one, two].flatMap(({ give }) => [give(answered as Recorded), give(ended as Recorded)]));
    expect((await one.standing('race'))?.estado.at).toBe('ended');
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
