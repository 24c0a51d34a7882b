import { type AnyAggregate, aggregate } from '#shared/model/aggregate.ts';
import { to } from '#shared/model/command.ts';
import { type Recorded, streamOf } from '#shared/model/envelope.ts';
import { type EventType, event, type Fact } from '#shared/model/event.ts';
import { PlazoFijado, PlazoVencido, SagaAvanzada } from '#shared/model/process.ts';
import type { Saga } from '#shared/model/saga.ts';
import type { State } from '#shared/model/sagaState.ts';
import { eventsAfter } from '../follow/history.ts';
import { count } from '../telemetry.ts';
import { carryOut, type Decision } from './carryOut.ts';
import type { CommandRequest } from './request.ts';
import { instanceOf, type Standing, type Taking, take } from './sagaStep.ts';
import type { Stream, Workspace } from './workspace.ts';

/** A saga, and the aggregate by which its instances stand in the log: each commit of theirs tells the whole state. */
export interface Process {
  readonly saga: Saga;
  readonly of: AnyAggregate;
}

/** Facts of one instance of a saga, and the trace that what follows from them belongs to. */
export interface News {
  readonly facts: readonly [Recorded, ...Recorded[]];
  readonly traceparent: string | undefined;
}

/** @param context the context that owns the saga: the source of its requests. */
export function processOf(saga: Saga, context: string): Process {
  const begun: Standing = { estado: saga.initial, desde: 0, posiciones: {} };
  const base = aggregate<Standing>(saga.name, begun)
    .on(SagaAvanzada, (_, { estado, desde, posiciones }) => ({ estado, desde, posiciones }))
    .on(PlazoFijado, (standing) => standing);
  const sent: EventType[] = saga.requests.map(({ type, schema, example }) => event(type, { context, schema, example }));
  const of = sent.reduce<AnyAggregate>((before, request) => before.on(request, (standing) => standing), base);
  return { saga, of: { ...of, tellsAll: true } };
}

/**
 * Gives a saga facts: what it takes of them is one commit, with its next state, the requests that it sends and its
 * deadlines. The relay publishes the requests, so there is no dual write. What follows stays in the trace of the request
 * that began the saga, also when a fact comes from another (a driver's): one order is one trace.
 * Gives the facts that build on what is not in the log, even when all is read that it follows.
 */
export async function advanceSaga(process: Process, news: News): Promise<readonly Recorded[]> {
  const { saga, of } = process;
  const [first] = news.facts;
  const step = new SagaStep(process, { of, id: instanceOf(saga, first) }, news);
  await carryOut(step, step.requestOn(first));
  return step.settle();
}

/** A step of a saga as a task. What it has read of the streams that it follows stays read for all of its attempts. */
class SagaStep {
  readonly keepsTrace = true;
  readonly now = new Date().toISOString();
  readonly begins: boolean;
  readonly main: Stream;
  readonly #process: Process;
  readonly #news: News;
  readonly #read = new Set<string>();
  readonly #found: Recorded[] = [];
  #taking: Taking | undefined;
  /** The version of the saga's stream on which the last taking rests. */
  #version = 0;

  constructor(process: Process, main: Stream, news: News) {
    this.#process = process;
    this.#news = news;
    this.main = main;
    // The fact that begins a saga needs no read: the write is conditional.
    const { initial, states } = process.saga;
    this.begins = news.facts.some(
      ({ type, metadata }) => metadata.version === 1 && type in (states[initial.paso]?.reactions ?? {}),
    );
  }

  async decide(workspace: Workspace): Promise<Decision | undefined> {
    const taking = await this.#take(workspace);
    this.#taking = taking;
    const last = taking.taken.at(-1);
    return (
      last && { writes: [to(this.main.of, this.main.id, ...this.#factsOf(taking))], request: this.requestOn(last) }
    );
  }

  /** The facts that wait, when what was decided is written. */
  settle(): readonly Recorded[] {
    if (!this.#taking) return [];
    const { taken, waiting } = this.#taking;
    // Only a deadline that the saga still waited for moves it: that one was missed.
    const missed = taken.filter(({ type }) => type === PlazoVencido.type).length;
    if (missed > 0) count('PlazosIncumplidos', missed);
    if (this.#entered(this.#taking)?.waitsForPeople) count('EsperasDePersonas');
    return waiting.filter((fact) => this.#news.facts.includes(fact));
  }

  /** The state that this step has entered, if it has entered one. */
  #entered({ standing: { estado, desde } }: Taking): State | undefined {
    return desde === this.#version + 1 ? this.#process.saga.states[estado.paso] : undefined;
  }

  requestOn({ metadata: { id, correlationId } }: Recorded): CommandRequest {
    const actor = { subject: this.#process.saga.name, scopes: [] };
    const { traceparent } = this.#news;
    const ids = { commandId: id, comesAgain: false, correlationId, causationId: id };
    return { input: undefined, ...ids, actor, ...(traceparent && { traceparent }) };
  }

  /** What the saga takes: at first by what is remembered; where that leaves a doubt, by what the log says. */
  async #take(workspace: Workspace): Promise<Taking> {
    for (;;) {
      const open = await workspace.open(this.main);
      const standing = open.known.state as Standing;
      this.#version = open.known.version;
      const around = { now: this.now, version: this.#version, read: this.#read };
      const taking = take(this.#process.saga, standing, this.#facts(), around);
      if (taking.unsure && !open.fresh) await workspace.catchUp([open]);
      else if (taking.needs.size > 0) await this.#readTails(taking.needs, standing);
      else return taking;
    }
  }

  async #readTails(needs: ReadonlySet<string>, { posiciones }: Standing): Promise<void> {
    await Promise.all(
      [...needs].map(async (of) => {
        this.#found.push(...(await eventsAfter(streamOf(of, this.main.id), posiciones[of] ?? 0)));
        this.#read.add(of);
      }),
    );
  }

  #facts(): readonly Recorded[] {
    const given = new Set(this.#news.facts.map(({ metadata }) => metadata.id));
    return [...this.#news.facts, ...this.#found.filter(({ metadata }) => !given.has(metadata.id))];
  }

  #factsOf(taking: Taking): Fact[] {
    const { estado, desde, posiciones } = taking.standing;
    const instance = { saga: this.#process.saga.name, clave: this.main.id };
    const causas = taking.taken.map(({ type, metadata }) => ({ id: metadata.id, type }));
    const within = this.#entered(taking)?.within;
    return [
      SagaAvanzada({ ...instance, causas, estado: { ...estado }, desde, posiciones: { ...posiciones } }),
      ...taking.requests.map(({ type, data }) => ({ type, version: 1, data })),
      ...(within
        ? [PlazoFijado({ ...instance, paso: estado.paso, entrada: desde, vence: this.#in(within.seconds) })]
        : []),
    ];
  }

  #in(seconds: number): string {
    return new Date(Date.parse(this.now) + seconds * 1000).toISOString();
  }
}
