import { expect } from 'vitest';
import type { Fact } from '#shared/model/event.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import type { Request } from '#shared/model/request.ts';
import { answerOf, lateStepOf, type Saga } from '#shared/model/saga.ts';
import type { Stage, Step } from '#shared/model/sagaState.ts';
import { asStored, NOW } from './given.ts';

/** The deadline of the state in which the saga is, as a fact for `givenSaga`. */
export const late: Fact = PlazoVencido(PlazoVencido.example);

/** What a saga makes of one fact in a state; see `answerOf`. */
export function react<S extends Stage>(saga: Saga<S>, state: S, fact: Fact, now = NOW): Step<S> | undefined | 'awaits' {
  const { type, data } = asStored(fact);
  return type === PlazoVencido.type ? lateStepOf(saga, state, now) : answerOf(saga, state, { type, data, now });
}

/** The state of a saga after facts; each must have been taken, or the test says something else than it means. */
export function stateOfSaga<S extends Stage>(saga: Saga<S>, facts: readonly Fact[]): S {
  return facts.reduce((state, fact, position) => {
    const reaction = react(saga, state, fact);
    if (reaction === 'awaits' || reaction === undefined) {
      throw new Error(
        `${saga.name} does not take given fact ${position + 1}, ${fact.type}, in ${JSON.stringify(state)}.`,
      );
    }
    return asStored(reaction.state);
  }, saga.initial);
}

/** The facts that a saga has seen: `givenSaga(saga, fact).when(otherFact).sends(request({ … }))`. */
export function givenSaga<S extends Stage>(saga: Saga<S>, ...facts: readonly Fact[]) {
  return {
    when: (fact: Fact, now?: string) => {
      const before = stateOfSaga(saga, facts);
      const reaction = react(saga, before, fact, now);
      const step = reaction === 'awaits' ? undefined : reaction;
      return {
        /** The requests, all and in this order. Gives the state, to look at. */
        sends: (...requests: readonly Request[]): S => {
          expect(step ? asStored(step.requests) : reaction).toStrictEqual(asStored(requests));
          return asStored(step?.state ?? before);
        },
        /** It builds on another fact, which must be read first. */
        awaits: (): void => expect(reaction).toBe('awaits'),
        /** The fact changes nothing. */
        ignores: (): void => expect(reaction).toBeUndefined(),
      };
    },
  };
}
