import { aggregateOf, idOf, type Recorded } from '#shared/model/envelope.ts';
import { upcast } from '#shared/model/event.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import { NOT_YET, type Saga, type Step } from '#shared/model/saga.ts';

/** Where an instance of a saga stands, as the last fact of its stream tells. */
export interface Standing {
  readonly estado: unknown;
  readonly posiciones: Readonly<Record<string, number>>;
  readonly vistos: readonly string[];
}

/** What a saga made of some facts. */
export interface Taking {
  readonly standing: Standing;
  /** The facts that moved it, in their order. */
  readonly taken: readonly Recorded[];
  readonly effects: Step<unknown>['effects'];
  /** Facts that are ahead of it. */
  readonly waiting: readonly Recorded[];
  /** Whether it may be otherwise for an instance that stands further on. */
  readonly unsure: boolean;
  /** The aggregates whose streams must be read before the rest can be told. */
  readonly needs: ReadonlySet<string>;
}

/** What is known beside the standing. */
export interface Surroundings {
  readonly now: string;
  /** The version of the saga's own stream. */
  readonly version: number;
  /** The aggregates whose streams were read to their end; what was found is among the facts. */
  readonly read: ReadonlySet<string>;
}

/** The instance of a saga that a fact concerns. Throws when the fact does not tell. */
export function instanceOf(saga: Saga, { type, data }: Recorded): string {
  const key = type === PlazoVencido.type ? data.clave : data[saga.key];
  if (typeof key !== 'string') throw new Error(`${type} has no "${saga.key}", by which ${saga.name} is kept.`);
  return key;
}

/**
 * What a saga makes of facts of one instance, in the order in which they happened: those of a stream that it follows by
 * version, none left out. What is ahead of the others is tried again after them. Deadlines come last, and only when all
 * that has happened is known.
 */
export function take(saga: Saga, start: Standing, facts: readonly Recorded[], around: Surroundings): Taking {
  const deadlines = facts.filter(({ type }) => type === PlazoVencido.type);
  const others = facts.filter(({ type }) => type !== PlazoVencido.type).sort(byTime);
  const course = new Course(saga, start, around);
  return course.taking(course.takeAll([...course.takeAll(others), ...deadlines]));
}

class Course {
  readonly #saga: Saga;
  readonly #around: Surroundings;
  #standing: Standing;
  readonly #taken: Recorded[] = [];
  readonly #effects: Step<unknown>['effects'][number][] = [];
  readonly #needs = new Set<string>();
  #unsure = false;

  constructor(saga: Saga, standing: Standing, around: Surroundings) {
    this.#saga = saga;
    this.#standing = standing;
    this.#around = around;
  }

  /** Takes what can be taken, again and again, since one fact may be what another one waits for; gives the others. */
  takeAll(facts: readonly Recorded[]): readonly Recorded[] {
    let pending = facts;
    for (let before = -1; pending.length !== before; ) {
      before = pending.length;
      this.#needs.clear();
      pending = pending.filter((fact) => !this.#take(fact));
    }
    return pending;
  }

  taking(waiting: readonly Recorded[]): Taking {
    return {
      standing: this.#standing,
      taken: this.#taken,
      effects: this.#effects,
      waiting,
      unsure: this.#unsure || waiting.length > 0,
      needs: new Set([...this.#needs].filter((of) => !this.#around.read.has(of))),
    };
  }

  /** Whether the fact is settled: it was taken, or says nothing. */
  #take(fact: Recorded): boolean {
    const { id, stream, version } = fact.metadata;
    const of = aggregateOf(stream);
    const followed = this.#saga.follows.includes(of) && idOf(stream) === instanceOf(this.#saga, fact);
    const at = this.#standing.posiciones[of] ?? 0;
    if (followed ? version <= at : this.#standing.vistos.includes(id)) return true;
    if (followed && version > at + 1) {
      this.#needs.add(of);
      return false;
    }
    const reaction = this.#react(fact);
    if (reaction === NOT_YET) {
      this.#needAll();
      return false;
    }
    if (reaction && fact.type === PlazoVencido.type && this.#needAll()) return false;
    if (reaction === undefined && !this.#isOver(fact)) this.#unsure = true;
    if (followed) this.#standing = { ...this.#standing, posiciones: { ...this.#standing.posiciones, [of]: version } };
    else if (reaction) this.#standing = { ...this.#standing, vistos: [...this.#standing.vistos, id] };
    if (reaction) {
      this.#standing = { ...this.#standing, estado: reaction.state };
      this.#effects.push(...reaction.effects);
      this.#taken.push(fact);
    }
    return true;
  }

  /** Asks for all streams; whether one of them was not read. */
  #needAll(): boolean {
    for (const of of this.#saga.follows) this.#needs.add(of);
    return this.#saga.follows.some((of) => !this.#around.read.has(of));
  }

  #react({ type, data, metadata }: Recorded): Step<any> | undefined | typeof NOT_YET {
    const { estado } = this.#standing;
    if (type === PlazoVencido.type) return this.#saga.deadlines[data.nombre]?.(estado, undefined, this.#around.now);
    const handler = this.#saga.handlers[type];
    return handler?.react(estado, upcast(handler.event, metadata.schemaVersion, data), this.#around.now);
  }

  /** Whether a deadline that moves nothing never will: the saga has gone on from the step that waited for it. */
  #isOver({ type, metadata }: Recorded): boolean {
    return type === PlazoVencido.type && this.#around.version >= metadata.version;
  }
}

function byTime({ metadata: a }: Recorded, { metadata: b }: Recorded): number {
  if (a.stream === b.stream) return a.version - b.version;
  return a.occurredAt < b.occurredAt ? -1 : Number(a.occurredAt > b.occurredAt);
}
