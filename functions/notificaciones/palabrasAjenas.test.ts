import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { palabrasAjenas } from './palabrasAjenas.ts';

describe('en un mensaje nuestro, las palabras ajenas', () => {
  test.each([
    'Ana Rojas',
    'José María O’Higgins-Núñez',
    'Tienda La Esquina S.A.S.',
    'Dra. Ana, apto 3.5',
    '東京 花子',
    'Ana 🙂',
  ])('se quedan como están: %s', (nombre) => expect(palabrasAjenas(nombre, 60)).toBe(nombre));

  test.each([
    ['http://malo.example/x', ''],
    ['Ana https://malo.example', 'Ana'],
    ['Ana bit.ly/x', 'Ana'],
    ['(bit.ly/x) Ana', 'Ana'],
    ['www.malo', ''],
    ['WWW malo', 'malo'],
    ['Ana <ana@malo.example>', 'Ana'],
    ['Ana ana@malo', 'Ana'],
    ['Ana //malo', 'Ana'],
    ['tel:+573001234567 Ana', 'Ana'],
    ['Ana mailto:a', 'Ana'],
    ['10.0.0.1/x Ana', 'Ana'],
    ['malo\u3002example', ''],
    ['malo\uff0eexample', ''],
    ['malo\u2024example', ''],
    ['ｂｉｔ．ｌｙ／ｘ', ''],
    ['bit\u200b.\u200dly', ''],
    ['bit\u00ad.ly', ''],
    ['пример.рф Ana', 'Ana'],
    ['\u202eAna\u202c', 'Ana'],
    ['Ana\r\nPague en\u2028esta cuenta', 'Ana Pague en esta cuenta'],
    ['Ana\u0000\u001b[31mRojas', 'Ana [31mRojas'],
    ['Bad \ud83d', 'Bad'],
    [' \t\u00a0 ', ''],
  ])('no llevan direcciones ni saltos: %j da %j', (escrito, dicho) => expect(palabrasAjenas(escrito, 60)).toBe(dicho));

  test('se acortan sin partir un carácter', () => {
    expect(palabrasAjenas('🙂'.repeat(61), 60)).toBe('🙂'.repeat(60));
    expect(palabrasAjenas(`${'a'.repeat(59)} b`, 60)).toBe('a'.repeat(59));
  });

  test('sea lo que sea lo escrito, es una línea de texto bien formado, y repetirlo no cambia nada', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (escrito) => {
        const dicho = palabrasAjenas(escrito, 60);
        expect(dicho).toBe(dicho.toWellFormed());
        expect(dicho).not.toMatch(/[\p{C}\n\r@]|\/\/|\S\.[\p{L}]{2}/u);
        expect(palabrasAjenas(dicho, 60)).toBe(dicho);
      }),
      { numRuns: 2_000 },
    );
  });
});
