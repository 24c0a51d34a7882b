import { expect, test } from 'vitest';
import { alert, announce, hush, interrupt, status } from './announce.ts';

test('what stopped somebody is said until something was done', () => {
  interrupt('La ventana de entrega ya pasó.');
  announce('Orden creada');
  expect([alert.value, status.value]).toStrictEqual(['', 'Orden creada']);
});
test('and not once it is tried again', () => {
  interrupt('La ventana de entrega ya pasó.');
  hush();
  expect(alert.value).toBe('');
});
