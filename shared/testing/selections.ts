import fc from 'fast-check';
import type * as z from 'zod';
import type { AnyQuery, ListQuery, ReportQuery, Selection } from '#shared/model/query.ts';
import { arbitraryOf } from './arbitrary.ts';

/**
 * What is wrong with the selections that a query asks its view for, with its example and with any questions that it
 * accepts: an index that the view has not or the query does not name, a range where the index has no sort. Each text says what to do.
 */
export function wrongSelections(query: AnyQuery): readonly string[] {
  if (query.kind === 'row') return [];
  const questions = [query.example, ...fc.sample(anyQuestion(query.accepts), { numRuns: 200, seed: 1 })];
  const wrong = questions.flatMap((question) => {
    const parsed = query.accepts.safeParse(question);
    return parsed.success ? [query.where(parsed.data)].flat().flatMap((one) => wrongIn(query, one)) : [];
  });
  return [...new Set(wrong)];
}

/** Questions with any of the members that the schema has: those that it refuses for what they say together are among them. */
function anyQuestion(accepts: z.ZodObject): fc.Arbitrary<unknown> {
  const members = Object.entries(accepts.shape).map(([name, schema]) => [name, arbitraryOf(schema as z.ZodType)]);
  return fc.record(Object.fromEntries(members));
}

function wrongIn(query: ListQuery | ReportQuery, { index, value, from, to }: Selection): string[] {
  const { of } = query;
  const ranged = from !== undefined || to !== undefined;
  if (of.kind !== 'projection') {
    const wrong = [];
    if (index !== undefined && !(of.kind === 'notification' && query.kind === 'list' && query.by?.includes(index)))
      wrong.push(`${of.name} has no indexes: leave "index: '${index}'" out`);
    if (value === undefined) wrong.push(`say which rows of ${of.name}: { value }`);
    return wrong;
  }
  const by = (query.kind === 'list' && query.by) || ['*'];
  if (!by.includes(index ?? '*'))
    return [`say "${index ?? '*'}" in "by": it is by what a list selects that it may read ${of.name}`];
  if (index === undefined) {
    return value === undefined && !ranged ? [] : [`say by which index of ${of.name}: { index, value }`];
  }
  const declared = of.options.indexes?.[index];
  if (!declared) {
    const there = Object.keys(of.options.indexes ?? {}).join(', ') || 'none';
    return [
      `${of.name} has no index "${index}" (it has: ${there}): add it to "indexes" of projection('${of.name}', …)`,
    ];
  }
  if (value === undefined) return [`say the value of ${of.name}'s index ${index}: { index, value }`];
  return ranged && declared.sort === undefined
    ? [`the index ${index} of ${of.name} has no "sort": rows cannot be in a range`]
    : [];
}
