import { aggregateOf, idOf, type Recorded } from '#shared/model/envelope.ts';
import { upcast } from '#shared/model/event.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import type { Request } from '#shared/model/request.ts';
import { answerOf, lateStepOf, type Saga } from '#shared/model/saga.ts';
import type { Stage, Step } from '#shared/model/sagaState.ts';

/** Where an instance of a saga stands, as the last fact of its stream tells. */
export interface Standing {
  readonly estado: Stage;
  /** The version of the saga's own stream that entered the state. */
  readonly desde: number;
  readonly posiciones: Readonly<Record<string, number>>;
}

/** What a saga made of some facts. */
export interface Taking {
  readonly standing: Standing;
  /** The facts that moved it, in their order. */
  readonly taken: readonly Recorded[];
  readonly requests: readonly Request[];
  /** Facts that build on what it has not seen. */
  readonly waiting: readonly Recorded[];
  /** Whether it may be otherwise for an instance that stands further on. */
  readonly unsure: boolean;
  /** The aggregates whose streams must be read before the rest can be told. */
  readonly needs: ReadonlySet<string>;
}

/** What is known beside the standing. */
export interface Surroundings {
  readonly now: string;
  /** The version of the saga's own stream: what it writes is of the next one. */
  readonly version: number;
  /** The aggregates whose streams were read to their end; what was found is among the facts. */
  readonly read: ReadonlySet<string>;
}

/** The instance of a saga that a fact concerns. Throws for a fact of a stream that the saga does not follow. */
export function instanceOf(saga: Saga, { type, data, metadata: { stream } }: Recorded): string {
  if (type === PlazoVencido.type && typeof data.clave === 'string') return data.clave;
  if (!saga.follows.includes(aggregateOf(stream)))
    throw new Error(`${type} is of ${stream}, which the saga ${saga.name} does not follow.`);
  return idOf(stream);
}

/**
 * What a saga makes of facts of one instance, in the order in which they happened: each stream by version, none left out.
 * What builds on others is tried again after them. Deadlines come last, and only when all that has happened is known.
 */
export function take(saga: Saga, start: Standing, facts: readonly Recorded[], around: Surroundings): Taking {
  const deadlines = facts.filter(({ type }) => type === PlazoVencido.type);
  const others = facts.filter(({ type }) => type !== PlazoVencido.type).sort(byTime(saga));
  const course = new Course(saga, start, around);
  return course.taking(course.takeAll([...course.takeAll(others), ...deadlines]));
}

class Course {
  readonly #saga: Saga;
  readonly #around: Surroundings;
  #standing: Standing;
  readonly #taken: Recorded[] = [];
  readonly #requests: Request[] = [];
  readonly #needs = new Set<string>();
  #unsure = false;

  constructor(saga: Saga, standing: Standing, around: Surroundings) {
    this.#saga = saga;
    this.#standing = standing;
    this.#around = around;
  }

  /** Takes what can be taken, again and again, since one fact may be what another waits for; gives the others. */
  takeAll(facts: readonly Recorded[]): readonly Recorded[] {
    let pending = facts;
    for (let before = -1; pending.length !== before; ) {
      before = pending.length;
      this.#needs.clear();
      pending = pending.filter((fact) =>
        fact.type === PlazoVencido.type ? !this.#takeDeadline(fact) : !this.#take(fact),
      );
    }
    return pending;
  }

  taking(waiting: readonly Recorded[]): Taking {
    return {
      standing: this.#standing,
      taken: this.#taken,
      requests: this.#requests,
      waiting,
      unsure: this.#unsure || waiting.length > 0,
      needs: new Set([...this.#needs].filter((of) => !this.#around.read.has(of))),
    };
  }

  /** Whether the fact is settled: it was taken, or says nothing. */
  #take(fact: Recorded): boolean {
    const { stream, version } = fact.metadata;
    const of = aggregateOf(stream);
    const at = this.#standing.posiciones[of] ?? 0;
    if (version <= at) return true;
    if (version > at + 1 && !this.#hearsNothingSince(fact, at)) {
      this.#needs.add(of);
      return false;
    }
    if (this.#saga.readsBefore.some(({ type }) => type === fact.type) && this.#needAll()) return false;
    const answer = this.#answer(fact);
    if (answer === 'awaits') {
      this.#needAll();
      return false;
    }
    this.#standing = { ...this.#standing, posiciones: { ...this.#standing.posiciones, [of]: version } };
    if (answer)
      this.#go(fact, answer, answer.state.paso === this.#standing.estado.paso ? this.#standing.desde : this.#next);
    else if (fact.type in this.#saga.facts) this.#unsure = true;
    return true;
  }

  /** Whether all that lies between a version and a fact is of the fact's own commit, and nothing that the saga hears of. */
  #hearsNothingSince({ metadata: { before } }: Recorded, version: number): boolean {
    return before !== undefined && before.from <= version + 1 && !before.types.some((type) => type in this.#saga.facts);
  }

  /** Whether the deadline is settled: it was missed and moves the saga, or the saga is no longer where it was set. */
  #takeDeadline(fact: Recorded): boolean {
    const { entrada } = fact.data;
    const { estado, desde } = this.#standing;
    if (entrada !== desde) {
      // A state of a later version than what is known of the saga: another instance has brought it there.
      if (entrada > this.#around.version) this.#unsure = true;
      return true;
    }
    if (this.#needAll()) return false;
    const late = lateStepOf(this.#saga, estado, this.#around.now);
    if (late) this.#go(fact, late, this.#next);
    return true;
  }

  #go(fact: Recorded, { state, requests }: Step<any>, desde: number): void {
    this.#standing = { ...this.#standing, estado: state, desde };
    this.#requests.push(...requests);
    this.#taken.push(fact);
  }

  /** The version of the saga's stream that this step writes. */
  get #next(): number {
    return this.#around.version + 1;
  }

  /** Asks for all streams; whether one of them was not read. */
  #needAll(): boolean {
    for (const of of this.#saga.follows) this.#needs.add(of);
    return this.#saga.follows.some((of) => !this.#around.read.has(of));
  }

  #answer({ type, data, metadata }: Recorded): Step<any> | undefined | 'awaits' {
    const event = this.#saga.facts[type];
    if (!event) return undefined;
    const present = upcast(event, metadata.schemaVersion, data);
    return answerOf(this.#saga, this.#standing.estado, { type, data: present, now: this.#around.now });
  }
}

/** In the order in which they happened; of the same time, what builds on others last. */
function byTime({ readsBefore }: Saga) {
  const builds = ({ type }: Recorded) => Number(readsBefore.some((event) => event.type === type));
  return (one: Recorded, other: Recorded): number => {
    const [a, b] = [one.metadata, other.metadata];
    if (a.stream === b.stream) return a.version - b.version;
    if (a.occurredAt === b.occurredAt) return builds(one) - builds(other);
    return a.occurredAt < b.occurredAt ? -1 : 1;
  };
}
