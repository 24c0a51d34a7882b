import { contextos } from '#functions/contextos.ts';
import { functionsOf } from '#infra/cdk/derive/functions.ts';
import { MEMORY_MB, memoryOf } from '#infra/cdk/derive/memory.ts';
import type { Names } from '#infra/cdk/names.ts';

/** The memory that each function of a stage is deployed with, in megabytes, by its physical name. */
export function memoriaDe(names: Names): (name: string) => number {
  const known = new Map(functionsOf(contextos).map((declared) => [names.of(declared.name), memoryOf(declared)]));
  return (name) => known.get(name) ?? MEMORY_MB.usual;
}
