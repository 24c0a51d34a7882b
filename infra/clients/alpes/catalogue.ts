import { contextos } from '#functions/contextos.ts';
import { type Declared, functionsOf } from '#infra/cdk/derive/functions.ts';
import type { Names } from '#infra/cdk/names.ts';
import type { EventType } from '#shared/model/event.ts';
import { PlazoFijado, PlazoVencido, SagaAvanzada } from '#shared/model/process.ts';
import { UsageError } from './failures.ts';
import { didYouMean } from './suggest.ts';

/** Every function of the system. */
export const functions: readonly Declared[] = functionsOf(contextos);

/** A function by its short name, or as it is called in a stage. Throws UsageError with the nearest name. */
export function functionNamed(word: string, names: Names): Declared {
  const short = names.short(word);
  const found = functions.find(({ name }) => name === short);
  if (found) return found;
  const hint =
    didYouMean(
      short,
      functions.map(({ name }) => name),
    ) || ' Vea cuáles hay con: alpes funciones';
  throw new UsageError(`no hay una función "${short}".${hint}`);
}

/** The names that streams begin with: aggregates and sagas. */
export function streamKinds(): string[] {
  return contextos.flatMap(({ aggregates, sagas }) => [
    ...Object.values(aggregates).map(({ name }) => name),
    ...Object.values(sagas).map(({ name }) => name),
  ]);
}

/** The declaration of an event, by its type. */
export function eventNamed(type: string): EventType | undefined {
  const folded = contextos
    .flatMap(({ aggregates }) => Object.values(aggregates))
    .map(({ folds }) => folds[type]?.event);
  return [...folded, PlazoFijado, PlazoVencido, SagaAvanzada].find((event) => event?.type === type);
}

/** The aggregate in whose streams an event stands. */
export function aggregateFolding(type: string): string | undefined {
  return contextos.flatMap(({ aggregates }) => Object.values(aggregates)).find(({ folds }) => folds[type])?.name;
}
