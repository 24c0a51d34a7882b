import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

/** Each frame is drawn when the test says so. */
const frames: (() => void)[] = [];
const draw = () => {
  for (const frame of frames.splice(0)) frame();
};

let store: typeof import('./store.ts');
beforeAll(async () => {
  vi.stubGlobal('document', { hidden: false });
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.resetModules();
  store = await import('./store.ts');
});
afterAll(() => vi.unstubAllGlobals());

let names = 0;
/** A view that no other test has. */
function own() {
  const vista = `vista-${names++}`;
  return { vista, shown: store.view<{ readonly estado: string }>(vista) };
}
const keyOf = ({ estado }: { estado: string }) => estado;

test('whatever was lost, came twice or came late: of each key the newest that came is shown', () => {
  const one = fc.record({ clave: fc.constantFrom('a', 'b', 'c'), version: fc.integer({ min: 1, max: 8 }) });
  fc.assert(
    fc.property(fc.array(fc.array(one, { maxLength: 10 }), { maxLength: 6 }), (batches) => {
      const { vista, shown } = own();
      for (const batch of batches) {
        store.receive(batch.map((each) => ({ vista, ...each, fila: { estado: String(each.version) } })));
        draw();
      }
      const newest = new Map<string, string>();
      for (const { clave, version } of batches.flat())
        newest.set(clave, String(Math.max(version, Number(newest.get(clave) ?? 0))));
      expect(new Map([...shown.rows.peek()].map(([key, { estado }]) => [key, estado]))).toStrictEqual(newest);
    }),
  );
});

test('what came until the frame is shown at once', () => {
  const { vista, shown } = own();
  let times = 0;
  const stop = shown.rows.subscribe(() => times++);
  for (const version of [1, 2, 3]) store.receive([{ vista, clave: 'a', version, fila: { estado: String(version) } }]);
  draw();
  stop();
  expect([times, shown.rows.peek().get('a')]).toStrictEqual([2, { estado: '3' }]);
});

test('a row that is no longer shown does not come back by what was late', () => {
  const { vista, shown } = own();
  store.receive([{ vista, clave: 'a', version: 4, fila: null }]);
  store.receive([{ vista, clave: 'a', version: 3, fila: { estado: 'late' } }]);
  draw();
  expect([...shown.rows.peek().keys()]).toStrictEqual([]);
});

test('a list takes the place of what was there, save what came since it was asked for', () => {
  const { vista, shown } = own();
  store.receive([{ vista, clave: 'old', version: 1, fila: { estado: 'old' } }]);
  draw();
  const askedAt = performance.now() + 1;
  vi.spyOn(performance, 'now').mockReturnValue(askedAt + 1);
  store.receive([{ vista, clave: 'new', version: 7, fila: { estado: 'newer' } }]);
  draw();
  vi.restoreAllMocks();
  shown.replace([{ estado: 'new' }, { estado: 'other' }], keyOf, askedAt);
  expect(new Map(shown.rows.peek())).toStrictEqual(
    new Map([
      ['new', { estado: 'newer' }],
      ['other', { estado: 'other' }],
    ]),
  );
});
