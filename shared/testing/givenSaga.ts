import { expect } from 'vitest';
import type { Fact } from '#shared/model/event.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import type { Request } from '#shared/model/request.ts';
import { type Deadline, NOT_YET, type Saga, type Step } from '#shared/model/saga.ts';
import { asStored, NOW } from './given.ts';

/** A deadline that has come, as a fact for `givenSaga`. `at` is the time then. */
export function due(name: string, at: string): Fact {
  return PlazoVencido({ ...PlazoVencido.example, nombre: name, vence: at });
}

/** What a saga makes of one fact in a state. A deadline's fact brings its own time. */
export function react<S>(saga: Saga<S>, state: S, fact: Fact, now = NOW): Step<S> | undefined | typeof NOT_YET {
  const { type, data } = asStored(fact);
  if (type === PlazoVencido.type) return saga.deadlines[data.nombre]?.(state, undefined, data.vence);
  const handler = saga.handlers[type];
  if (!handler) throw new Error(`The saga ${saga.name} does not react to ${type}: add .on(${type}, …) to it.`);
  return handler.react(state, data, now);
}

/** The state of a saga after facts; each must have been taken, or the test says something else than it means. */
export function stateOfSaga<S>(saga: Saga<S>, facts: readonly Fact[]): S {
  return facts.reduce((state, fact, position) => {
    const reaction = react(saga, state, fact);
    if (reaction === NOT_YET || reaction === undefined) {
      throw new Error(
        `${saga.name} does not take given fact ${position + 1}, ${fact.type}, in ${JSON.stringify(state)}.`,
      );
    }
    return asStored(reaction.state);
  }, saga.initial);
}

/** The facts that a saga has seen: `givenSaga(saga, fact).when(otherFact).sends(request({ … }))`. */
export function givenSaga<S>(saga: Saga<S>, ...facts: readonly Fact[]) {
  return {
    when: (fact: Fact, now?: string) => {
      const before = stateOfSaga(saga, facts);
      const reaction = react(saga, before, fact, now);
      const step = reaction === NOT_YET || reaction === undefined ? undefined : reaction;
      return {
        /** The requests and deadlines, all and in this order. Gives the state, to look at. */
        sends: (...effects: readonly (Request | Deadline)[]): S => {
          expect(step ? asStored(step.effects) : reaction).toStrictEqual(asStored(effects));
          return asStored(step?.state ?? before);
        },
        /** It asks to see the fact again later. */
        waits: (): void => expect(reaction).toBe(NOT_YET),
        /** The fact changes nothing. */
        ignores: (): void => expect(reaction).toBeUndefined(),
      };
    },
  };
}
