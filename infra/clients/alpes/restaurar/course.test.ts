import { expect, test } from 'vitest';
import { PlazoFijado, SagaAvanzada } from '#shared/model/process.ts';
import type { Commit } from '#shared/runtime/eventLog/commit.ts';
import { functions } from '../catalogue.ts';
import { Course } from './course.ts';

const SINCE = '2030-01-15T00:00:00.000Z';
const OLD = '2030-01-01T00:00:00.000Z';
const NEW = '2030-01-15T12:00:00.000Z';

type Told = readonly [type: string, data?: object];

function commit(stream: string, version: number, told: readonly Told[], { at = NEW, by = 'alguien' } = {}): Commit {
  const events = told.map(([type, data = {}], place) => ({
    id: `${stream} ${version + place}`,
    type,
    schemaVersion: 1,
    context: 'x',
    data,
  }));
  const metadata = { correlationId: 'c', causationId: 'c', actor: 'yo' };
  return { stream, version, occurredAt: at, commandId: by, metadata, events };
}

/** A commit of the saga, which stands in a state since a version, and knows so much of the order. */
function stood(version: number, paso: string, orden: number, more: readonly Told[] = [], terms = {}): Commit {
  const desde = more.length > 0 ? version : 1;
  const standing = { saga: 'cumplimiento', clave: '1', causas: [], estado: { paso }, desde, posiciones: { orden } };
  return commit('cumplimiento#1', version, [[SagaAvanzada.type, standing], ...more], terms);
}

const deadline: Told = [PlazoFijado.type, { saga: 'cumplimiento', clave: '1' }];
const created = commit('orden#1', 1, [['OrdenCreada']]);

function courseOf(commits: readonly Commit[]): Course {
  const course = new Course(functions, SINCE);
  for (const one of commits) course.add(one);
  return course;
}

/** The same, whatever the order in which the commits come. */
function pending(...commits: readonly Commit[]) {
  const found = courseOf(commits).pending();
  expect(new Set(courseOf(commits.toReversed()).pending())).toStrictEqual(new Set(found));
  return found;
}

test('a fact that no saga has taken goes to it, the last one of its stream', () => {
  expect(pending(created)).toStrictEqual([{ to: 'cumplimiento', stream: 'orden#1', version: 1 }]);
  const cancelled = commit('orden#1', 2, [['OrdenCancelada']]);
  expect(pending(created, cancelled)).toStrictEqual([{ to: 'cumplimiento', stream: 'orden#1', version: 2 }]);
  expect(pending(created, cancelled, stood(1, 'reservando', 1))).toHaveLength(1);
});

test('what it has taken does not, nor what is older than any message', () => {
  expect(pending(created, stood(1, 'reservando', 1))).toStrictEqual([]);
  expect(pending(commit('orden#1', 1, [['OrdenCreada']], { at: OLD }))).toStrictEqual([]);
});

test('a request goes to its command, unless a commit answers it', () => {
  const asking = stood(1, 'reservando', 1, [['reservarInventario'], deadline]);
  expect(pending(created, asking)).toStrictEqual([{ to: 'reservarInventario', stream: 'cumplimiento#1', version: 2 }]);
  const answer = commit('reserva#1', 1, [['SinOyente']], { by: 'cumplimiento#1 2' });
  expect(pending(created, asking, answer)).toStrictEqual([]);
  expect(pending(created, stood(1, 'reservando', 1, [['reservarInventario']], { at: OLD }))).toStrictEqual([]);
});

test('who works inside the system gets what it works on again, and who tells others does not', () => {
  expect(pending(commit('cliente#1', 1, [['OlvidoPedido']])).map(({ to }) => to)).toStrictEqual(['cerrarClave']);
  expect(pending(commit('webhook#1', 1, [['WebhookProbado']]))).toStrictEqual([]);
});

test('a deadline counts as long as its saga is in the state that it was set for, however old it is', () => {
  const set = stood(1, 'reservando', 1, [deadline], { at: OLD });
  const stays = stood(3, 'reservando', 2, [], { at: OLD });
  const expected = [{ to: 'anotarPlazos', stream: 'cumplimiento#1', version: 2 }];
  expect(courseOf([set, stays]).deadlines()).toStrictEqual(expected);
  expect(courseOf([stays, set]).deadlines()).toStrictEqual(expected);
  const moved = stood(4, 'confirmando', 2, [deadline]);
  expect(courseOf([set, moved, stays]).deadlines()).toStrictEqual([{ ...expected[0], version: 5 }]);
});

test('a saga that knows what the copy does not have shows that it is not of one moment', () => {
  const course = courseOf([created, stood(1, 'reservando', 2)]);
  expect(course.contradictions(() => 2)).toStrictEqual([]);
  expect(course.contradictions(() => 1)).toStrictEqual([
    'cumplimiento#1: conoce la versión 2 de orden#1, que no está: la copia no es de un solo momento',
  ]);
});
