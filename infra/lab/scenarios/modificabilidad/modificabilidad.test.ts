import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measured } from '../measure.ts';
import { cambiosDe, carpetasDe, lineasDe } from './cambio.ts';
import type { Seen } from './experiment.ts';
import { MEASURES, TOGETHER } from './measures.ts';
import { cambiosEn, RECETAS, type Receta } from './recetas.ts';

const PATCH = `diff --git a.ts a.ts
--- a.ts
+++ a.ts
@@ -1,2 +1,3 @@
 one
-two
+2
+three
@@ -9 +10,2 @@ x
 nine
+ten
diff --git b.ts b.ts
new file mode 100644
--- /dev/null
+++ b.ts
@@ -0,0 +1 @@
+all
`;

test('a patch tells what it does to each file', () => {
  const cambios = cambiosDe(PATCH);
  expect(cambios).toStrictEqual([
    { file: 'a.ts', isNew: false, added: 3, removed: 1 },
    { file: 'b.ts', isNew: true, added: 1, removed: 0 },
  ]);
  expect(cambios.map(lineasDe)).toStrictEqual([3, 1]);
});

test('a change touches the folders of contexts and of the seedwork, not what lies beside them', () => {
  const files = [
    'functions/contextos.ts',
    'functions/a/x.ts',
    'functions/a/commands/y.ts',
    'shared/b/z.ts',
    'events/c/w.ts',
  ];
  expect(carpetasDe(files.map((file) => ({ file })))).toStrictEqual(['functions/a', 'shared/b']);
});

const receta: Receta = { name: 'r', title: 'R', own: ['own.ts'], concerns: ['verOrden'], works: async () => true };
const calm: Seen = { receta, cambios: [], made: [], redeployed: [], live: 'untried' };
const of = (seen: Partial<Seen>) =>
  Object.fromEntries(measured(MEASURES, { ...calm, ...seen }, 'r').map(({ name, value, met }) => [name, [value, met]]));

test('edits of what was there count, but not new files, nor what the change is itself', () => {
  const cambio = (file: string, added: number, isNew = false) => ({ file, isNew, added, removed: 0 });
  const files = 'r: files changed outside the new ones';
  const lines = 'r: lines changed in one of them, at most';
  const two = of({ cambios: [cambio('a', 1), cambio('b', 2), cambio('own.ts', 9), cambio('c', 50, true)] });
  expect([two[files], two[lines]]).toEqual([
    [2, true],
    [2, true],
  ]);
  const more = of({ cambios: [cambio('a', 3), cambio('b', 1), cambio('c', 1)] });
  expect([more[files]?.[1], more[lines]?.[1]]).toEqual([false, false]);
});

test('a function that became another, a law that is broken, or an event that came late is not met', () => {
  const name = 'r: functions redeployed that it does not concern';
  expect(of({ redeployed: ['verOrden'] })[name]).toEqual([0, true]);
  expect(of({ redeployed: ['verOrden', 'crearOrden'] })[name]).toEqual([1, false]);
  const broken = measured(TOGETHER, ['no'], 'todas');
  expect(broken.map((one) => [one.name, one.value, one.met])).toEqual([
    ['todas: types, laws and tests broken', 1, false],
  ]);
  const time = 'r: from the saved edit to the first event handled';
  expect(of({})).not.toHaveProperty(time);
  expect([of({ live: 5_000 }), of({ live: 5_001 }), of({ live: 'unseen' })].map((one) => one[time]?.[1])).toEqual([
    true,
    false,
    false,
  ]);
});

test.each(RECETAS.map((one) => [one.name, one] as const))('the recipe %s names files that are there', (_, one) => {
  const edits = cambiosEn(one).filter(({ isNew }) => !isNew);
  expect(edits.filter(({ file }) => !existsSync(file))).toStrictEqual([]);
  expect(one.own.filter((file) => !edits.some((edit) => edit.file === file))).toStrictEqual([]);
});
