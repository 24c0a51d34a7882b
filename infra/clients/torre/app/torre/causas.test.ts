import { expect, test } from 'vitest';
import { axisOf, type Fact, outlineOf, storiesOf, type Work } from './causas.ts';

const work = (id: string, inicio: string, padre?: string): Work => ({
  id,
  funcion: id,
  inicio,
  milisegundos: 10,
  intento: 1,
  repetido: false,
  llamadas: [],
  ...(padre !== undefined && { padre }),
});
const fact = (id: string, tramo?: string): Fact => ({
  id,
  flujo: 'orden#1',
  version: 1,
  hecho: id,
  contexto: 'ordenes',
  en: '2026-11-27T12:00:00.005Z',
  actor: 'a',
  ...(tramo !== undefined && { tramo }),
});

test('each piece of work is followed by its facts and by what they led to', () => {
  const tramos = [
    work('crear', '2026-11-27T12:00:00.000Z', 'unknown'),
    work('relay', '2026-11-27T12:00:00.100Z', 'crear'),
    work('vista', '2026-11-27T12:00:00.300Z', 'relay'),
  ];
  const nodes = outlineOf({ tramos, hechos: [fact('OrdenCreada', 'crear'), fact('Suelto')] });
  expect(nodes.map((node) => [node.depth, node.kind === 'work' ? node.work.id : node.fact.id])).toStrictEqual([
    [0, 'crear'],
    [1, 'OrdenCreada'],
    [1, 'relay'],
    [2, 'vista'],
    [0, 'Suelto'],
  ]);
});

test('the axis begins with the first and ends with the end of the last', () => {
  const nodes = outlineOf({
    tramos: [work('a', '2026-11-27T12:00:00.000Z'), work('b', '2026-11-27T14:00:00.000Z')],
    hechos: [],
  });
  const axis = axisOf(nodes);
  expect(axis(Date.parse('2026-11-27T12:00:00.000Z'))).toBe(0);
  expect(axis(Date.parse('2026-11-27T14:00:00.010Z'))).toBe(1);
  expect(axis(Date.parse('2026-11-27T12:00:01.000Z'))).toBeGreaterThan(0.4);
});

test('an outline is told by its beginnings, each with what happened in it', () => {
  const tramos = [
    work('crear', '2026-11-27T12:00:00.000Z'),
    { ...work('vista', '2026-11-27T12:00:00.300Z', 'crear'), fallo: 'x' },
    work('cancelar', '2026-11-27T12:01:00.000Z'),
  ];
  const stories = storiesOf(outlineOf({ tramos, hechos: [fact('OrdenCreada', 'crear')] }));
  expect(stories.map(({ nodes, facts, failed }) => [nodes.length, facts, failed])).toStrictEqual([
    [3, 1, 1],
    [1, 0, 0],
  ]);
});
