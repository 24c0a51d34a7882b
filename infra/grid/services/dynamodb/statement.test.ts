import { expect, test } from 'vitest';
import { attributesIn, forEngine, targetOf } from './statement.ts';

test.each([
  ['one of each stays', 'UPDATE "t" SET "a"=? REMOVE "b" WHERE "k"=?', 'UPDATE "t" SET "a"=? REMOVE "b" WHERE "k"=?'],
  [
    'several of each are one',
    `UPDATE "t" SET "a"=? SET "b"='x' REMOVE "c" REMOVE "d" WHERE "k"=? AND "f" IS MISSING`,
    `UPDATE "t" SET "a"=?, "b"='x' REMOVE "c", "d" WHERE "k"=? AND "f" IS MISSING`,
  ],
  ['in any order', 'update t remove a set b = ? remove c where k = ?', 'update t SET b = ? REMOVE a, c where k = ?'],
  [
    'names and texts are what they are',
    `UPDATE "set" SET "remove"='a SET b' WHERE "where"='REMOVE'`,
    `UPDATE "set" SET "remove"='a SET b' WHERE "where"='REMOVE'`,
  ],
  [
    'what is answered stays',
    'UPDATE "t" REMOVE "a" REMOVE "b" WHERE "k"=? RETURNING ALL OLD *',
    'UPDATE "t" REMOVE "a", "b" WHERE "k"=? RETURNING ALL OLD *',
  ],
  [
    'other statements stay',
    `INSERT INTO "t" VALUE {'set': 'SET a SET b'}`,
    `INSERT INTO "t" VALUE {'set': 'SET a SET b'}`,
  ],
])('for the engine, %s', (_, statement, expected) => {
  expect(forEngine(statement)).toBe(expected);
});

test('a statement tells its verb, its table and its index', () => {
  expect(targetOf('update "t-1" SET "a"=? WHERE "k"=?')).toEqual({ verb: 'UPDATE', table: 't-1' });
  expect(targetOf('SELECT * FROM "t"."byName" WHERE "n"=?')).toEqual({ verb: 'SELECT', table: 't', index: 'byName' });
});

test('a write tells what it gives a value', () => {
  expect([...attributesIn(`INSERT INTO t VALUE {'a': ?, 'b': ?}`)]).toEqual(['a', 'b']);
  expect([...attributesIn('UPDATE "t" SET "a"=? WHERE "k"=?')]).toEqual(['t', 'a']);
});
