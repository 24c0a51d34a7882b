import { expect } from 'vitest';
import type * as z from 'zod';
import type { DecisionContext, UnitOfWork } from '#shared/model/command.ts';
import { isRejection } from '#shared/model/rejection.ts';
import type { Streams } from './deciding.ts';
import { asStored } from './given.ts';
import { MemoryStore } from './store.ts';

/** The facts of several streams: `givenStreams({ 'name#id': [fact] }).when(command, { … }).yields({ … })`. */
export function givenStreams(streams: Streams) {
  return {
    when: <Schema extends z.ZodType, R extends string>(
      command: UnitOfWork<any, Schema, R>,
      input: z.input<Schema>,
      options?: Partial<DecisionContext>,
    ) => {
      const outcome = new MemoryStore(streams).decide(command, input, options);
      return {
        /** The facts of each stream, all and in this order; `{}` means that nothing happens. */
        yields: (expected: Streams): void => {
          expect(outcome).toStrictEqual(asStored(expected));
        },
        rejects: (code: R): void => {
          expect(isRejection(outcome) ? outcome.rejected : outcome).toBe(code);
        },
      };
    },
  };
}
