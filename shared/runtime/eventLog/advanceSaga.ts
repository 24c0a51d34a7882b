import { v7 as uuidv7 } from 'uuid';
import { type Recorded, streamOf } from '#shared/model/envelope.ts';
import { upcast } from '#shared/model/event.ts';
import { PlazoFijado, PlazoVencido, SagaAvanzada } from '#shared/model/process.ts';
import { NOT_YET, type Saga, type Step } from '#shared/model/saga.ts';
import { Lru } from '../lru.ts';
import { count } from '../telemetry.ts';
import { sameTrace } from '../tracing/context.ts';
import { traced } from '../tracing/traced.ts';
import { append } from './append.ts';
import { type Commit, lastVersionOf, type StoredEvent } from './commit.ts';
import { ATTEMPTS, backOff, tooBusy } from './contention.ts';
import { lastCommit } from './read.ts';

/** Where an instance of a saga stands. `seen` are the ids of the facts it has reacted to. */
interface Standing {
  readonly state: unknown;
  readonly seen: readonly string[];
  readonly version: number;
  /** The last step's, in the trace of the request that began the saga. */
  readonly traceparent?: string;
}

const memory = new Lru<Standing>(5_000);

/** Whether the saga took the fact, or asks to see it again later. */
export type Taken = 'taken' | 'notYet';

/**
 * Gives a saga one fact: one commit with what it has seen, its next state, the requests it sends and its deadlines.
 * The relay publishes the requests, so there is no dual write. What follows stays in the trace of the request that began
 * the saga, also when the fact comes from another (a driver's): one order is one trace.
 */
export async function advanceSaga(saga: Saga, context: string, fact: Recorded): Promise<Taken> {
  const key = String(fact.data[saga.key] ?? fact.data.clave);
  const stream = streamOf(saga.name, key);
  // A write may rest on a guess, since it is conditional: the fact that begins a saga needs no read.
  let fresh = false;
  let standing = memory.get(stream) ?? begin(saga);

  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (standing.seen.includes(fact.metadata.id)) return 'taken';
    const now = new Date().toISOString();
    const reaction = react(saga, standing.state, fact, now);
    if (reaction === NOT_YET || reaction === undefined) {
      if (fresh || settled(fact, standing)) return reaction === NOT_YET ? 'notYet' : 'taken';
      standing = await read(saga, stream);
      fresh = true;
      continue;
    }
    const seen = [...standing.seen, fact.metadata.id];
    const events = eventsOf({ saga, context, key, fact, seen, now }, reaction);
    const commitIn = (traceparent: string | undefined): Commit => ({
      stream,
      version: standing.version + 1,
      occurredAt: now,
      commandId: fact.metadata.id,
      digest: '',
      metadata: {
        correlationId: fact.metadata.correlationId,
        causationId: fact.metadata.id,
        actor: saga.name,
        ...(traceparent && { traceparent }),
      },
      events,
    });
    const commit = await appendIn(standing.traceparent, fact.metadata.traceparent, commitIn);
    if (commit) {
      // Only a deadline that the saga still waited for makes it go on: that one was missed.
      if (fact.type === PlazoVencido.type) count('PlazosIncumplidos');
      memory.set(stream, standingAfter(commit, reaction.state, seen));
      return 'taken';
    }
    await backOff(attempt);
    standing = await read(saga, stream);
    fresh = true;
  }
  throw tooBusy(stream);
}

async function read(saga: Saga, stream: string): Promise<Standing> {
  const commit = await lastCommit(stream);
  const data = commit?.events.find(({ type }) => type === SagaAvanzada.type)?.data as
    | { estado: unknown; vistos: readonly string[] }
    | undefined;
  const standing = commit && data ? standingAfter(commit, data.estado, data.vistos) : begin(saga);
  memory.set(stream, standing);
  return standing;
}

function standingAfter(commit: Commit, state: unknown, seen: readonly string[]): Standing {
  const { traceparent } = commit.metadata;
  return { state, seen, version: lastVersionOf(commit), ...(traceparent && { traceparent }) };
}

/** Appends a commit in the saga's own trace, and gives it; `undefined` when another writer was faster. */
async function appendIn(
  own: string | undefined,
  cause: string | undefined,
  commitIn: (traceparent: string | undefined) => Commit,
): Promise<Commit | undefined> {
  const appended = async (traceparent: string | undefined) => {
    const commit = commitIn(traceparent);
    return (await append([commit])).written ? commit : undefined;
  };
  return own && !sameTrace(own, cause) ? traced([own], appended) : appended(cause);
}

function begin(saga: Saga): Standing {
  return { state: saga.initial, seen: [], version: 0 };
}

/**
 * Whether a deadline that moves nothing never will: what is remembered is later than its setting, so the saga has gone on
 * from the step that waited for it.
 */
function settled({ type, metadata }: Recorded, standing: Standing): boolean {
  return type === PlazoVencido.type && standing.version >= metadata.version;
}

function react(
  saga: Saga,
  state: unknown,
  { type, data, metadata }: Recorded,
  now: string,
): Step<any> | undefined | typeof NOT_YET {
  if (type === PlazoVencido.type) return saga.deadlines[data.nombre]?.(state, undefined, now);
  const handler = saga.handlers[type];
  return handler?.react(state, upcast(handler.event, metadata.schemaVersion, data), now);
}

interface Advance {
  readonly saga: Saga;
  readonly context: string;
  readonly key: string;
  readonly fact: Recorded;
  readonly seen: readonly string[];
  readonly now: string;
}

function eventsOf({ saga, context, key, fact, seen, now }: Advance, { state, effects }: Step<unknown>): StoredEvent[] {
  const stored = (type: string, from: string, data: unknown): StoredEvent => ({
    id: uuidv7(),
    type,
    schemaVersion: 1,
    context: from,
    data,
  });
  const advanced = stored(SagaAvanzada.type, SagaAvanzada.context, {
    saga: saga.name,
    clave: key,
    causa: { id: fact.metadata.id, type: fact.type },
    estado: state,
    vistos: seen,
  });
  const sent = effects.map((effect) => {
    if (effect.kind === 'request') return stored(effect.type, context, effect.data);
    const vence = new Date(Date.parse(now) + effect.seconds * 1000).toISOString();
    return stored(PlazoFijado.type, PlazoFijado.context, { saga: saga.name, clave: key, nombre: effect.name, vence });
  });
  return [advanced, ...sent];
}
