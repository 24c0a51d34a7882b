import { beforeAll, describe, expect, test } from 'vitest';
import { buildPage, type Page, ROLES } from './build.ts';

/** Kilobytes of 1,024 bytes, by gzip -9. */
const KB = 1_024;
const ALL_KB = 200;
/** What the first view of a role may ask for. */
const FIRST_KB = { torre: 90, conductor: 45, cliente: 45, seguimiento: 30, entrada: 30, docs: 30 } as const;

let page: Page;
beforeAll(async () => {
  page = await buildPage();
});

const weigh = (files: readonly string[]) =>
  files.reduce((sum, file) => sum + (page.scripts[file] ?? Number.NaN), 0) / KB;

describe('the scripts of the pages', () => {
  test('are under their budget in all', () => expect(weigh(Object.keys(page.scripts))).toBeLessThan(ALL_KB));
  test.each(ROLES)('are under the budget of the first view of %s', (role) => {
    expect(page.first[role].length).toBeGreaterThan(1);
    expect(weigh(page.first[role])).toBeLessThan(FIRST_KB[role]);
  });
  test("of a customer's page hold no map, no chart and no login", () => {
    for (const name of ['leaflet', 'uplot', 'openid-client']) {
      expect(page.first.seguimiento.filter((file) => page.holding(name).includes(file))).toStrictEqual([]);
    }
  });
});

test('each role has its own styles, and each file its type and its digest', () => {
  const { archivos, roles } = JSON.parse(page.json);
  for (const role of ROLES) {
    expect(roles[role].guion).toMatch(/^main-\w+\.js$/);
    expect(roles[role].estilos).toContainEqual(expect.stringMatching(new RegExp(`^${role}-\\w+\\.css$`)));
    for (const file of [...roles[role].estilos, roles[role].guion, ...roles[role].previos])
      expect(archivos[file]?.tipo, file).toMatch(/^text\/(css|javascript)/);
  }
});

test('a part brings its styles and those of its library, whichever role shows it, and no role brings them', () => {
  const { archivos, roles, partes } = JSON.parse(page.json);
  expect(partes.mapa).toStrictEqual([expect.stringMatching(/^mapa-\w+\.css$/)]);
  const isOfMap = (file: string) => /\.mapa-caja|\.leaflet-pane/.test(archivos[file].texto);
  for (const rule of ['.mapa-caja', '.mira-cruz', '.leaflet-pane'])
    expect(archivos[partes.mapa[0]].texto).toContain(rule);
  for (const role of ROLES) expect(roles[role].estilos.filter(isOfMap)).toStrictEqual([]);
});

test('what is said of the connection lies over whatever a page holds', () => {
  const { archivos, partes, roles } = JSON.parse(page.json);
  const textOf = (file: string): string => archivos[file].texto;
  const floats = /\.franja\.es-flotante\{[^}]*z-index:(\d+)/.exec(textOf(roles.torre.estilos[0]))?.[1];
  const others = [roles.torre.estilos[1], ...partes.mapa.filter((file: string) => file)].flatMap((file) =>
    [...textOf(file).matchAll(/(?<!\.leaflet[^{}]*\{[^}]*)z-index:(\d+)/g)].map(([, order]) => Number(order)),
  );
  expect(others.length).toBeGreaterThan(1);
  expect(Number(floats)).toBeGreaterThan(Math.max(...others));
});

test('the application is a client: it is made from nothing else of ours', () => {
  const foreign = page.inputs.filter((file) => !/^(infra\/clients\/torre\/app|node_modules)\//.test(file));
  expect(foreign).toStrictEqual([]);
});

test('asks nothing of other hosts', () => {
  const { archivos } = JSON.parse(page.json);
  for (const [name, { texto }] of Object.entries<{ texto: string }>(archivos)) {
    if (name.endsWith('.css')) expect(texto, name).not.toMatch(/url\(["']?https?:/);
  }
});
