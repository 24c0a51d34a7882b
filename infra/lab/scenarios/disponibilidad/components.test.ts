import { expect, test } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import { functionsOf } from '#infra/cdk/derive/functions.ts';
import { LOCAL } from '#infra/cdk/names.ts';
import { readFault } from '#infra/grid/faults/fault.ts';
import { LOAD } from '../load/load.ts';
import { COMPONENTS } from './components.ts';

const functions = new Set(functionsOf(contextos).map(({ name }) => LOCAL.of(name)));

test('each component is taken down by what a grid takes, and by functions that are there', () => {
  for (const { name, faults } of COMPONENTS) {
    expect(faults.length, name).toBeGreaterThan(0);
    for (const fault of faults) {
      expect(() => readFault(fault), name).not.toThrow();
      if ('function' in fault.on) expect(functions, name).toContain(fault.on.function);
    }
  }
});

test('each has a name of its own, and every projection is in one', () => {
  const names = COMPONENTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const down = COMPONENTS.flatMap(({ faults }) => faults).flatMap(({ on }) => ('function' in on ? [on.function] : []));
  for (const { projections } of contextos)
    for (const name of Object.keys(projections)) expect(down).toContain(LOCAL.of(name));
});

test('every flow is taken by the component that it is of', () => {
  for (const { name } of LOAD)
    expect(COMPONENTS.some(({ takes, faults }) => takes.includes(name) && faults.length > 0)).toBe(true);
});
