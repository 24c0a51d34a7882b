import { expect, test } from 'vitest';
import { entryPage, errorPage, leavePage, leftPage } from './pages.ts';

const choices = { vehiculos: new Map([['BOG-NORTE', ['ALN000', 'ALN001']]]), clientes: ['tienda-7'] };

const forms = (html: string) => html.match(/<form[\s\S]*?<\/form>/g) ?? [];

test('there are four to enter as, each with a sentence and a button', () => {
  const all = forms(entryPage(choices));
  expect(all.map((form) => /name="como" value="(\w+)"/.exec(form)?.[1])).toStrictEqual([
    'operador',
    'bodega',
    'conductor',
    'cliente',
  ]);
  for (const form of all) expect(form).toMatch(/<p>[A-Z][^<]+\.<\/p>[\s\S]*<button type="submit">Entrar/);
});

test('a driver chooses among the vehicles, by warehouse; a customer is the first that has ordered, or the example', () => {
  const [, , driver, customer] = forms(entryPage(choices));
  expect(driver).toContain('<optgroup label="BOG-NORTE"><option>ALN000</option><option>ALN001</option></optgroup>');
  expect(customer).toContain('value="tienda-7"');
  expect(forms(entryPage({ ...choices, clientes: [] }))[3]).toContain('value="tienda-42"');
});

test('without a vehicle nobody enters as its driver', () =>
  expect(forms(entryPage({ ...choices, vehiculos: new Map() }))[2]).not.toContain('<button'));

test('what was refused is said on its card only', () => {
  const all = forms(entryPage(choices, { como: 'cliente', why: 'No hay nadie así.' }));
  expect(all.map((form) => form.includes('role="alert">No hay nadie así.'))).toStrictEqual([false, false, false, true]);
});

test('what comes from elsewhere is text, and never markup', () => {
  const evil = `<script>"'&`;
  const pages = [
    errorPage(evil),
    entryPage({ vehiculos: new Map([[evil, [evil]]]), clientes: [evil] }, { como: 'cliente', why: evil }),
  ];
  for (const page of pages) {
    expect(page).not.toContain('<script');
    expect(page).toContain('&#60;script&#62;&#34;&#39;&#38;');
  }
});

test('no page needs a script or a style of its own', () => {
  for (const page of [entryPage(choices), leavePage('<form></form>'), leftPage(), errorPage('x')]) {
    expect(page).not.toMatch(/<script|<style|style=|\son\w+=/);
    expect(page).toContain('<html lang="es-CO">');
  }
});

test('ids are given once', () => {
  const ids = [...entryPage(choices).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
