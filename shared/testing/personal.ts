import fc from 'fast-check';
import { expect } from 'vitest';
import type { Recorded } from '#shared/model/envelope.ts';
import type { AnyProjection, Journal } from '#shared/model/projection.ts';
import { fold, opaque } from '#shared/runtime/follow/fold.ts';
import { linesOf } from '#shared/runtime/follow/lines.ts';
import { pathsOf, replace } from '#shared/runtime/personalData/places.ts';
import type { Pools } from './arbitrary.ts';
import { anyLife } from './views.ts';

const MARK = 'something-personal';

/** What is encrypted, and can be found again when somebody writes it into a text. */
const MARKED = Object.defineProperty({ cifrado: MARK }, 'toString', { value: () => MARK, enumerable: false });

/** Law: a view that does not say that it is personal keeps nothing that is, encrypted or inside a text. */
export async function keepsNothingPersonal(of: AnyProjection, pools: Pools = {}): Promise<void> {
  await fc.assert(
    fc.asyncProperty(anyLife(of, pools), async (life) => {
      const kept = await keptOf(
        of,
        life.map((event) => marked(of, event)),
      );
      expect(
        JSON.stringify(kept ?? null).includes(MARK),
        `${of.name} keeps a personal field of an event: say "personal: <index by customer>" in its options, or leave the field out`,
      ).toBe(false);
    }),
    { numRuns: 50 },
  );
}

function marked({ handlers }: AnyProjection, event: Recorded): Recorded {
  const { schema } = handlers[event.type]?.event ?? {};
  return schema ? { ...event, data: replace(event.data, pathsOf(schema, event.type), () => MARKED) } : event;
}

async function keptOf(of: AnyProjection, news: readonly Recorded[]): Promise<unknown> {
  if (of.kind === 'journal') return linesOf(of as Journal, news);
  const state = of.kind === 'tally' ? of.initial : undefined;
  return (await fold(of.handlers, { version: 0, state }, { news, reveal: opaque })).state;
}
