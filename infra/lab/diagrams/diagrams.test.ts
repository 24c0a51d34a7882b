import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import { edgesIn, NAMED } from './lives.ts';
import { edgesOf, mermaid, withDiagrams } from './mermaid.ts';
import { sagaDiagram } from './sagaDiagram.ts';

/** As many lives as take a second or two: they are the first ones of those that are drawn. */
const LIVES = 15;
const STALE = 'run "npm run diagrams"';
const readme = (context: string) => readFileSync(`functions/${context}/README.md`, 'utf8');

describe('the READMEs of the contexts', () => {
  const sagas = contextos.flatMap(({ name, sagas }) =>
    Object.values(sagas).map((saga) => [saga.name, name, saga] as const),
  );
  test.each(sagas)('show the table of the saga %s', (_, context, saga) =>
    expect(readme(context).includes(mermaid(sagaDiagram(saga))), STALE).toBe(true),
  );

  const lived = edgesIn(LIVES);
  const moving = NAMED.filter(({ aggregate }) =>
    lived.get(aggregate.name)?.some(({ from }) => from !== aggregate.initial.estado),
  ).map((named) => [named.aggregate.name, named] as const);
  test.each(moving)('show how the aggregate %s goes from state to state', (name, { context, aggregate }) => {
    const drawn = edgesOf(readme(context));
    const shown = new Set(drawn.map(({ from, to, label }) => `${from} --> ${to}: ${label}`));
    const point = (state: string) => (state === aggregate.initial.estado ? '[*]' : state);
    const edges = (lived.get(name) ?? []).map(({ from, to, label }) => `${point(from)} --> ${point(to)}: ${label}`);
    expect(
      edges.filter((edge) => !shown.has(edge)),
      STALE,
    ).toStrictEqual([]);
    const folded = moving
      .filter(([, other]) => other.context === context)
      .flatMap(([, other]) => Object.keys(other.aggregate.folds));
    expect(
      drawn.map(({ label }) => label).filter((label) => !folded.includes(label)),
      STALE,
    ).toStrictEqual([]);
  });
  test('there are such aggregates', () =>
    expect(moving.map(([name]) => name).sort()).toStrictEqual(['entrega', 'orden', 'reserva']));
});

describe('a state diagram', () => {
  const diagram = {
    initial: 'inicio',
    edges: [
      { from: 'inicio', to: 'espera', label: 'Uno' },
      { from: 'inicio', to: 'espera', label: 'Dos' },
      { from: 'espera', to: 'espera', label: 'after 1 h' },
      { from: 'espera', to: 'fin', label: 'Tres' },
      { from: 'fin', to: 'fin', label: 'Tres' },
    ],
    notes: { espera: 'waits for people' },
  };
  const drawn = [
    '```mermaid',
    'stateDiagram-v2',
    '  state "espera: waits for people" as espera',
    '  [*] --> espera: Uno, Dos',
    '  espera --> espera: after 1 h',
    '  espera --> fin: Tres',
    '  fin --> fin: Tres',
    '  fin --> [*]',
    '```',
  ].join('\n');
  const marks = ['<!-- generated: npm run diagrams -->', '<!-- end -->'] as const;

  test('has a line for each two states, and an end where nothing leads on', () => expect(mermaid(diagram)).toBe(drawn));
  test('stands between the marks of its document, in place of an older one', () => {
    const document = withDiagrams(`# A\n${marks[0]}\nold\n${marks[1]}\nrest\n`, [diagram]);
    expect(document).toBe(`# A\n${marks[0]}\n${drawn}\n${marks[1]}\nrest\n`);
    expect(edgesOf(document)).toStrictEqual([
      { from: '[*]', to: 'espera', label: 'Uno' },
      { from: '[*]', to: 'espera', label: 'Dos' },
      ...diagram.edges.slice(2),
    ]);
  });
  test('has no place in a document without marks', () =>
    expect(() => withDiagrams('# A', [diagram])).toThrow(marks[0]));
});
