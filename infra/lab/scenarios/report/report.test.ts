import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, expect, test } from 'vitest';
import { svgOf } from './plot.ts';
import { type Report, writeReport } from './report.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plot = svgOf({
  title: 'A & <b>',
  unit: 's',
  shaded: [1, 2],
  limit: 7,
  lines: [
    {
      name: 'line',
      colour: '#000',
      points: [
        [0, 0],
        [3, 10],
      ],
    },
  ],
  bars: [
    {
      name: 'bar',
      colour: '#111',
      points: [
        [0, 2],
        [1, 0],
      ],
    },
  ],
});

test('a plot is an SVG in which higher is more', () => {
  expect(XMLValidator.validate(plot)).toBe(true);
  const { svg } = new XMLParser({ ignoreAttributes: false }).parse(plot);
  const [first, last] = svg.polyline['@_points'].split(' ').map((point: string) => point.split(',').map(Number));
  expect(last[0]).toBeGreaterThan(first[0]);
  expect(last[1]).toBeLessThan(first[1]);
  expect(svg.title).toBe('A & <b>');
});

test('a report is Markdown, a picture, and a page that needs nothing from elsewhere', () => {
  const report: Report = {
    name: 'prueba',
    title: 'A try',
    scenario: { source: 's', stimulus: 't', artifact: 'a', environment: 'e', response: 'r', measure: 'm' },
    sections: [
      {
        title: 'One',
        text: ['It went <well>.'],
        measures: [
          { name: 'one: speed', value: 1.5, unit: 's', limit: 1, met: false },
          { name: 'one: lost', value: 0, unit: 'facts', limit: 0, met: true },
        ],
        plots: [plot],
      },
    ],
    picture: plot,
    command: 'npm run scenario',
  };
  const files = writeReport(folder, report);
  expect(files.map((file) => path.basename(file))).toEqual(['prueba.md', 'prueba.html', 'prueba.svg']);
  const [markdown = '', page = ''] = files.map((file) => readFileSync(file, 'utf8'));
  expect(markdown).toContain('| speed | 1.5 s | 1 s | **not met** |');
  expect(markdown).toContain('| lost | 0 facts | 0 facts | met |');
  expect(page).toContain('1 measures are not met.');
  expect(page).toContain('It went &lt;well>.');
  expect(page).not.toMatch(/(?:src|href)=|@import|url\(/);
});
