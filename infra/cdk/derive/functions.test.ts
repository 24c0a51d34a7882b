import { expect, test } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import { context } from '#shared/model/context.ts';
import { functionsOf, ofKind } from './functions.ts';

test.each(['projection', 'saga', 'notification'] as const)(
  'a %s that is listed under another name than its own is refused',
  (kind) => {
    const [{ name, declaration } = expect.fail(`no ${kind}`)] = ofKind(functionsOf(contextos), kind);
    const listing = (key: string) => context('prueba', { [`${kind}s`]: { [key]: declaration } });
    expect(() => functionsOf([listing('otra')])).toThrow(`prueba lists the ${kind} ${name} as otra`);
    expect(functionsOf([listing(name)])).toHaveLength(1);
  },
);
