import type * as z from 'zod';
import { type Declared, ofKind } from '#infra/cdk/derive/functions.ts';
import { aggregateOf, idOf, streamOf } from '#shared/model/envelope.ts';
import { PlazoFijado, SagaAvanzada } from '#shared/model/process.ts';
import type { Saga } from '#shared/model/saga.ts';
import type { Commit } from '#shared/runtime/eventLog/commit.ts';

/** An event of the log, and the queue that is to get it: the short name of its function. */
export interface Pending {
  readonly to: string;
  readonly stream: string;
  readonly version: number;
}

type Advanced = z.infer<typeof SagaAvanzada.schema>;

/** How a saga stands by its last commit. */
interface Standing {
  readonly version: number;
  readonly paso: string;
  readonly desde: number;
  readonly posiciones: Readonly<Record<string, number>>;
}

/** What is asked of a copy of the log when all of its commits are noted. */
type LastOf = (stream: string) => number;

/** Who notes deadlines, by its short name. */
const NOTES_DEADLINES = 'anotarPlazos';

/**
 * What was under way when a copy of the log was taken, as the log itself tells it: it takes the commits in any order. Only what
 * is younger than `since` (ISO 8601) may have been in a queue; how sagas stand is told of all.
 */
export class Course {
  readonly #since: string;
  readonly #sagas: ReadonlyMap<string, Saga>;
  readonly #commands: ReadonlyMap<string, string>;
  /** Technical functions that work inside the system, by the types of events that they get. */
  readonly #helpers: ReadonlyMap<string, readonly string[]>;
  readonly #standings = new Map<string, Standing>();
  /** Deadlines by the stream of their saga: the version of the state's entry, and where the event stands. */
  readonly #deadlines = new Map<string, ReadonlyMap<number, number>>();
  readonly #requests = new Map<string, Pending>();
  readonly #carriedOut = new Set<string>();
  /** The last fact of each recent stream that a saga hears of. */
  readonly #heard = new Map<string, Pending>();
  readonly #help: Pending[] = [];

  constructor(functions: readonly Declared[], since: string) {
    this.#since = since;
    this.#sagas = new Map(ofKind(functions, 'saga').map(({ name, declaration }) => [name, declaration]));
    this.#commands = new Map(
      ofKind(functions, 'command').flatMap(({ name, declaration: { request } }) =>
        request ? [[request.type, name] as const] : [],
      ),
    );
    const helping = ofKind(functions, 'technical').flatMap(({ name, declaration: { trigger } }) =>
      trigger.on === 'event' && name !== NOTES_DEADLINES ? trigger.types.map((type) => [type, name] as const) : [],
    );
    const byType = Map.groupBy(helping, ([type]) => type);
    this.#helpers = new Map([...byType].map(([type, those]) => [type, those.map(([, name]) => name)]));
  }

  /** Notes a commit. */
  add(commit: Commit): void {
    const saga = this.#sagas.get(aggregateOf(commit.stream));
    if (saga) this.#noteStanding(commit);
    if (commit.occurredAt < this.#since) return;
    this.#carriedOut.add(commit.commandId);
    const { stream } = commit;
    for (const [at, { id, type }] of commit.events.entries()) {
      const version = commit.version + at;
      const command = saga && this.#commands.get(type);
      if (command) this.#requests.set(id, { to: command, stream, version });
      for (const to of this.#helpers.get(type) ?? []) this.#help.push({ to, stream, version });
      for (const { name, follows, facts } of this.#sagas.values())
        if (type in facts && follows.includes(aggregateOf(stream))) this.#hear({ to: name, stream, version });
    }
  }

  /** What sagas have taken and the copy does not have: it is not of one moment. */
  contradictions(lastOf: LastOf): string[] {
    return [...this.#standings].flatMap(([stream, { posiciones }]) =>
      Object.entries(posiciones)
        .map(([of, version]) => [streamOf(of, idOf(stream)), version] as const)
        .filter(([followed, version]) => lastOf(followed) < version)
        .map(
          ([followed, version]) =>
            `${stream}: conoce la versión ${version} de ${followed}, que no está: la copia no es de un solo momento`,
        ),
    );
  }

  /** What may not have been done yet: facts that sagas have not taken, requests that no commit answers, and what others inside work on. */
  pending(): Pending[] {
    const facts = [...this.#heard.values()].filter(({ to, stream, version }) => {
      const standing = this.#standings.get(streamOf(to, idOf(stream)));
      if (!standing) return true;
      const state = this.#sagas.get(to)?.states[standing.paso];
      const isOver = state && Object.keys(state.reactions).length + state.awaited.size === 0;
      return !isOver && version > (standing.posiciones[aggregateOf(stream)] ?? 0);
    });
    const requests = [...this.#requests].filter(([id]) => !this.#carriedOut.has(id)).map(([, request]) => request);
    return [...requests, ...facts, ...this.#help];
  }

  /** The deadlines of the states in which sagas still are. */
  deadlines(): Pending[] {
    return [...this.#standings].flatMap(([stream, { desde }]) => {
      const version = this.#deadlines.get(stream)?.get(desde);
      return version === undefined ? [] : [{ to: NOTES_DEADLINES, stream, version }];
    });
  }

  #noteStanding({ stream, version, events }: Commit): void {
    const advanced = events.find(({ type }) => type === SagaAvanzada.type)?.data as Advanced | undefined;
    if (!advanced) return;
    const { estado, desde, posiciones } = advanced;
    const at = events.findIndex(({ type }) => type === PlazoFijado.type);
    const known = this.#standings.get(stream);
    if (!known || known.version < version)
      this.#standings.set(stream, { version, paso: estado.paso, desde, posiciones });
    const { desde: entered } = this.#standings.get(stream) as Standing;
    const deadlines = [...(this.#deadlines.get(stream) ?? [])].filter(([entry]) => entry >= entered);
    if (at >= 0 && version >= entered) deadlines.push([version, version + at]);
    if (deadlines.length > 0) this.#deadlines.set(stream, new Map(deadlines));
    else this.#deadlines.delete(stream);
  }

  #hear(fact: Pending): void {
    const key = `${fact.to} ${fact.stream}`;
    if ((this.#heard.get(key)?.version ?? 0) < fact.version) this.#heard.set(key, fact);
  }
}
