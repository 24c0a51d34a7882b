import { expect } from 'vitest';
import type * as z from 'zod';
import type { Aggregate } from '#shared/model/aggregate.ts';
import type { Command, DecisionContext } from '#shared/model/command.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection, type Rejection } from '#shared/model/rejection.ts';

/** The time at which tests decide, unless they say another one. */
export const NOW = '2030-01-15T12:00:00.000Z';

/** The id that a command of a test has, unless it says another one. */
export const COMMAND_ID = '3f2b7a5e-1c64-4f0e-9d0b-6a1f2e3d4c5b';

/** What a decision of a test knows beside the command and the state. */
export function contextOf(options: Partial<DecisionContext> = {}): DecisionContext {
  return { now: NOW, id: COMMAND_ID, actor: { subject: 'test', scopes: [] }, ...options };
}

/** Values as they come back from the log: absent and `undefined` are the same there. */
export function asStored<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

/** The state after some facts. */
export function stateAfter<S>(of: Aggregate<S, any>, facts: readonly Fact[]): S {
  return facts.reduce((state, fact) => of.evolve(state, asStored(fact), NOW), of.initial);
}

/** Throws unless the aggregate folds a fact, and the fact is as its schema says. */
export function checkFact(of: Aggregate<any, any>, { type, data }: Fact): void {
  const folded = of.folds[type];
  if (!folded) throw new Error(`${of.name} does not fold ${type}: add .on(${type}, …) to it.`);
  const parsed = folded.event.schema.safeParse(asStored(data));
  if (!parsed.success) throw new Error(`${type} is not as its schema says: ${parsed.error.message}`);
}

/** The facts of one stream, oldest first: `given(fact).when(command, { … }).yields(otherFact)`. */
export function given(...facts: readonly Fact[]) {
  return {
    when: <S, F extends Fact, Schema extends z.ZodType, R extends string>(
      command: Command<S, F, Schema, R>,
      input: z.input<Schema>,
      options?: Partial<DecisionContext>,
    ) => {
      const state = stateAfter(command.of, facts);
      const decision = command.decide(command.accepts.parse(input), state, contextOf(options));
      return expectations(command.of, decision);
    },
  };
}

function expectations<F extends Fact, R extends string>(of: Aggregate<any, F>, decision: readonly F[] | Rejection<R>) {
  return {
    /** The facts, all and in this order; none means that nothing happens. */
    yields: (...facts: readonly F[]): void => {
      expect(asStored(decision)).toStrictEqual(asStored(facts));
      for (const fact of facts) checkFact(of, fact);
    },
    rejects: (code: R): void => {
      expect(isRejection(decision) ? decision.rejected : decision).toBe(code);
    },
  };
}
