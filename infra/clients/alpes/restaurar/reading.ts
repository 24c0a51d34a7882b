import { contextos } from '#functions/contextos.ts';
import { ofKind } from '#infra/cdk/derive/functions.ts';
import { processOf } from '#shared/runtime/eventLog/advanceSaga.ts';
import { functions } from '../catalogue.ts';
import { openBar } from '../progress.ts';
import { Course } from './course.ts';
import type { Source } from './item.ts';
import { type Findings, Ledger, type Vocabulary } from './ledger.ts';

/** What the streams of the present sources may hold. */
const VOCABULARY: Vocabulary = new Map(
  [
    ...contextos.flatMap(({ aggregates }) => Object.values(aggregates)),
    ...ofKind(functions, 'saga').map(({ declaration, context }) => processOf(declaration, context.name).of),
  ].map(({ name, folds }) => [name, new Set(Object.keys(folds))]),
);

/** A log that was read whole. */
export interface Read {
  readonly findings: Findings;
  readonly ledger: Ledger;
  readonly course: Course;
}

/**
 * Reads a log, and finds what is wrong with it.
 * @param since from when on (ISO 8601) what was under way is noted; without it none is.
 */
export async function readWhole(source: Source, title: string, since = '\uffff'): Promise<Read> {
  const ledger = new Ledger(VOCABULARY);
  const course = new Course(functions, since);
  const bar = openBar(title, source.items);
  let read = 0;
  try {
    for await (const page of source.pages()) {
      for (const item of page) {
        const commit = ledger.add(item);
        if (commit) course.add(commit);
      }
      read += page.length;
      bar.at(read, String(read));
    }
  } finally {
    bar.end();
  }
  const { problemas, ...found } = ledger.findings();
  const contradictions = course.contradictions((stream) => ledger.lastOf(stream));
  return { findings: { ...found, problemas: [...problemas, ...contradictions] }, ledger, course };
}
