import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Measure } from '../measure.ts';
import { escaped } from './plot.ts';

/** A part of a report: what was done, what was measured, and how it looked. */
export interface Section {
  readonly title: string;
  /** Sentences, in Markdown without markup. */
  readonly text: readonly string[];
  readonly measures: readonly Measure[];
  /** SVGs. */
  readonly plots: readonly string[];
}

/** A scenario in the form of Bass, Clements and Kazman. */
export interface Report {
  /** Of its files. */
  readonly name: string;
  readonly title: string;
  readonly scenario: Readonly<
    Record<'source' | 'stimulus' | 'artifact' | 'environment' | 'response' | 'measure', string>
  >;
  readonly sections: readonly Section[];
  /** An SVG that tells the result. */
  readonly picture: string;
  /** The command that made it. */
  readonly command: string;
}

/** Writes a report as Markdown, as one HTML page that needs nothing else, and its picture as an SVG. Gives where they are. */
export function writeReport(folder: string, report: Report): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const files = {
    [`${report.name}.md`]: markdown(report),
    [`${report.name}.html`]: page(report),
    [`${report.name}.svg`]: `${report.picture}\n`,
  };
  return Object.entries(files).map(([name, text]) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}

function markdown({ name, title, scenario, sections, command }: Report): string {
  return `${[
    `# ${title}`,
    '',
    `![${title}](${name}.svg)`,
    '',
    ...Object.entries(scenario).map(([part, text]) => `* **${capital(part)}:** ${text}`),
    '',
    madeBy(command),
    '',
    ...sections.flatMap(({ title: heading, text, measures }) => [
      `## ${heading}`,
      '',
      ...(text.length > 0 ? [text.join(' '), ''] : []),
      ...(measures.length > 0
        ? [
            '| measure | value | limit | |',
            '| --- | ---: | ---: | --- |',
            ...measures.map(
              ({ name: measure, value, unit, limit, met }) =>
                `| ${shortOf(measure)} | ${value} ${unit} | ${limit} ${unit} | ${met ? 'met' : '**not met**'} |`,
            ),
            '',
          ]
        : []),
    ]),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

function page({ title, scenario, sections, picture, command }: Report): string {
  const failed = sections.flatMap(({ measures }) => measures).filter(({ met }) => !met).length;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; color: #222; background: #fff; }
svg { width: 100%; height: auto; border: 1px solid #ddd; margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .2rem .6rem; border-bottom: 1px solid #ddd; text-align: left; }
td.n { text-align: right; font-variant-numeric: tabular-nums; } .no { color: #a00; font-weight: bold; } .yes { color: #070; }
dt { font-weight: bold; } dd { margin: 0 0 .4rem; } summary { cursor: pointer; font-weight: bold; }
</style>
<h1>${escaped(title)}</h1>
<p class="${failed === 0 ? 'yes' : 'no'}">${failed === 0 ? 'Every measure is met.' : `${failed} measures are not met.`}</p>
${picture}
<dl>${Object.entries(scenario)
    .map(([part, text]) => `<dt>${capital(part)}</dt><dd>${escaped(text)}</dd>`)
    .join('')}</dl>
<p>${escaped(madeBy(command))}</p>
${sections.map(sectionOf).join('\n')}
</html>
`;
}

function sectionOf({ title, text, measures, plots }: Section): string {
  const rows = measures.map(
    ({ name, value, unit, limit, met }) =>
      `<tr><td>${escaped(shortOf(name))}</td><td class="n">${value} ${unit}</td><td class="n">${limit} ${unit}</td><td class="${met ? 'yes">met' : 'no">not met'}</td></tr>`,
  );
  const table =
    rows.length > 0
      ? `<table><tr><th>measure</th><th>value</th><th>limit</th><th></th></tr>${rows.join('')}</table>`
      : '';
  const open = measures.some(({ met }) => !met) ? ' open' : '';
  return `<details${open}><summary>${escaped(title)}</summary><p>${escaped(text.join(' '))}</p>${table}${plots.join('')}</details>`;
}

/** A measure's name without what it is of, which the heading says. */
function shortOf(name: string): string {
  return name.slice(name.indexOf(': ') + 2);
}

function madeBy(command: string): string {
  const { model = 'unknown processor' } = os.cpus()[0] ?? {};
  const load = os.loadavg()[0]?.toFixed(1);
  return `${new Date().toISOString().slice(0, 10)}, ${model}, ${os.cpus().length} cores, Node ${process.version}, load ${load} at its end. ${command}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
