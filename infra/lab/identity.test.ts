import { expect, test } from 'vitest';
import { CLERK, customer, driver, identityOf, OPERATOR } from './identity.ts';

test.each([OPERATOR, CLERK, customer('tienda-42'), driver('luis'), driver('conductor-ALN000')])(
  '$subject is known by its subject',
  (identity) => {
    expect(identityOf(identity.subject)).toStrictEqual(identity);
  },
);

test.each(['', 'nadie', 'operador:x', 'cliente:', 'cliente:ab', 'cliente:a b c', 'conductor:-luis', 'cliente:x\nyyy'])(
  '%j is nobody',
  (subject) => {
    expect(identityOf(subject)).toBeUndefined();
  },
);

test('nobody is both a customer and a driver, and only they are told apart by a claim', () => {
  expect(customer('tienda-42').claims).toStrictEqual({ cliente_id: 'tienda-42' });
  expect(driver('luis').claims).toStrictEqual({ conductor_id: 'luis' });
  expect([OPERATOR.claims, CLERK.claims]).toStrictEqual([{}, {}]);
});

test('a driver of the demo is called by the vehicle', () =>
  expect([driver('conductor-ALN000').name, driver('luis').name]).toStrictEqual(['Conductor ALN000', 'Conductor luis']));
