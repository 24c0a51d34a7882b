import { classOf, type Row } from './report.ts';

const WIDTH = 720;
const LEFT = 60;
const LINE = 44;
const TOP = 40;

/** An SVG with a line per class and a dot per problem: how many percent its distance is above the best known. */
export function plot(rows: readonly Row[]): string {
  const classes = [...Map.groupBy(rows, ({ name }) => classOf(name))];
  const most = Math.max(1, Math.ceil(Math.max(...rows.map(({ gap }) => gap ?? 0))));
  const x = (gap: number) => LEFT + (Math.max(0, gap) / most) * (WIDTH - LEFT - 90);
  const bottom = TOP + classes.length * LINE;
  const ticks = Array.from({ length: most + 1 }, (_, percent) => percent);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 40}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${bottom + 40}" fill="#fff"/>`,
    `<text x="${LEFT}" y="20" fill="#333">Distance above the best known; red: a vehicle more than the best known</text>`,
    ...ticks.map(
      (tick) => `<path d="M${x(tick)} ${TOP}V${bottom}" stroke="#ddd"/>${label(x(tick), bottom + 20, `${tick} %`)}`,
    ),
    ...classes.flatMap(([name, of], line) => {
      const y = TOP + LINE * (line + 0.5);
      return [
        `<text x="16" y="${y + 4}" fill="#333">${name}</text>`,
        ...of.map((row, index) => dot(row, row.gap === undefined ? WIDTH - 40 : x(row.gap), y + ((index % 5) - 2) * 6)),
      ];
    }),
    '</svg>\n',
  ].join('\n');
}

const label = (x: number, y: number, text: string): string =>
  `<text x="${x}" y="${y}" text-anchor="middle" fill="#666">${text}</text>`;

function dot({ name, gap }: Row, x: number, y: number): string {
  const [colour, text] = gap === undefined ? ['#c62828', 'a vehicle more'] : ['#1565c0', `${gap.toFixed(2)} %`];
  return `<circle cx="${x.toFixed(1)}" cy="${y}" r="4" fill="${colour}" fill-opacity="0.6"><title>${name}: ${text}</title></circle>`;
}
