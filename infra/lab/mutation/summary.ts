/** The part of a report in the format of mutation-testing-report-schema that is told here. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly status: string;
  readonly replacement?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** Both from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

const [BEGIN, END] = ['<!-- generated: npm run mutants -->', '<!-- end -->'];
const KILLED = ['Killed', 'Timeout'];
const ALIVE = ['Survived', 'NoCoverage'];

/** The document with the scores of a run, and its survivors. Throws when it has no place for them. */
export function withSummary(document: string, report: Report, machine: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The document has no "${BEGIN}" with "${END}" after it.`);
  const parts = [
    `${machine}.`,
    scoresOf(report),
    '## Survivors',
    survivorsOf(report)
      .map((line) => `- ${line}`)
      .join('\n'),
  ];
  return `${document.slice(0, begin)}${BEGIN}\n${parts.join('\n\n')}\n${document.slice(end)}`;
}

/** A table of the score of each folder: mutants that a test noticed, of those that were tried. */
export function scoresOf(report: Report): string {
  const folders = new Map<string, { killed: number; alive: number }>();
  for (const [file, { mutants }] of Object.entries(report.files).sort()) {
    for (const folder of [...above(file), 'together']) {
      const score = folders.get(folder) ?? { killed: 0, alive: 0 };
      score.killed += count(mutants, KILLED);
      score.alive += count(mutants, ALIVE);
      folders.set(folder, score);
    }
  }
  const rows = [...folders].map(
    ([folder, { killed, alive }]) =>
      `| ${folder} | ${killed + alive} | ${alive} | ${percent(killed, killed + alive)} |`,
  );
  return ['| folder | mutants | survivors | score |', '| --- | ---: | ---: | ---: |', ...rows.sort()].join('\n');
}

/** One line for each file with survivors: where, what stood there, and what stood there then. */
export function survivorsOf(report: Report): string[] {
  return Object.entries(report.files)
    .sort()
    .flatMap(([file, { source, mutants }]) => {
      const lines = source.split('\n');
      return mutants.filter(({ status }) => ALIVE.includes(status)).map((mutant) => `\`${file}:${told(mutant, lines)}`);
    });
}

function told({ location: { start, end }, replacement = '', status }: Mutant, lines: readonly string[]): string {
  const line = lines[start.line - 1] ?? '';
  const original = line.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined);
  const unseen = status === 'NoCoverage' ? ', which no test reaches' : '';
  return `${start.line}\` ${code(original)} as ${code(replacement)}${unseen}`;
}

/** Text as code of one line, not too long. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('`', "'").trim();
  return `\`${line.length > 60 ? `${line.slice(0, 59)}…` : line}\``;
}

/** The first folder, the second, and the third of a file, such as `functions`, `functions/vehiculos` and `functions/vehiculos/commands`. */
function above(file: string): string[] {
  const folders = file.split('/').slice(0, -1).slice(0, 3);
  return folders.map((_, depth) => folders.slice(0, depth + 1).join('/'));
}

function count(mutants: readonly Mutant[], statuses: readonly string[]): number {
  return mutants.filter(({ status }) => statuses.includes(status)).length;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
