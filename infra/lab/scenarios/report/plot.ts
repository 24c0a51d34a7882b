/** A line of a plot, or its bars: points of seconds and values. */
export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [seconds: number, value: number])[];
}

/** A plot over time. */
export interface Plot {
  readonly title: string;
  /** What the values are: `s`. */
  readonly unit: string;
  readonly lines?: readonly Series[];
  /** On top of each other. */
  readonly bars?: readonly Series[];
  /** What is shaded: from and to, in seconds. */
  readonly shaded: readonly [number, number];
  /** A line across. */
  readonly limit?: number;
}

const [WIDTH, HEIGHT] = [720, 220];
const [LEFT, RIGHT, TOP, BOTTOM] = [48, 150, 28, 26];
const TICKS = 4;

/** Colours that are told apart on white and on black, by the colour-blind too (Okabe and Ito). */
export const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7f7f7f'] as const;

/** A plot as an SVG, with nothing outside it. */
export function svgOf({ title, unit, lines = [], bars = [], shaded, limit }: Plot): string {
  const all = [...lines, ...bars];
  const end = Math.max(1, shaded[1], ...all.flatMap(({ points }) => points.map(([at]) => at)));
  const sums = bars[0]?.points.map((_, n) => bars.reduce((sum, { points }) => sum + (points[n]?.[1] ?? 0), 0)) ?? [];
  const most = niceAbove(Math.max(1, limit ?? 0, ...sums, ...lines.flatMap(({ points }) => points.map(([, v]) => v))));
  const x = (at: number) => LEFT + (at / end) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - TOP - BOTTOM);
  const ticks = Array.from({ length: TICKS + 1 }, (_, n) => (most * n) / TICKS);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<rect x="${n(x(shaded[0]))}" y="${TOP}" width="${n(x(shaded[1]) - x(shaded[0]))}" height="${HEIGHT - TOP - BOTTOM}" fill="#f2dede"/>`,
    `<text x="${LEFT}" y="16" font-size="13" fill="#222">${escaped(title)}</text>`,
    ...ticks.map(
      (tick) =>
        `<path d="M${LEFT} ${n(y(tick))}H${WIDTH - RIGHT}" stroke="#ddd"/><text x="${LEFT - 6}" y="${n(y(tick) + 4)}" text-anchor="end" fill="#555">${tick.toLocaleString('en')} ${unit}</text>`,
    ),
    ...[0, 0.25, 0.5, 0.75, 1].map(
      (part) =>
        `<text x="${n(x(end * part))}" y="${HEIGHT - 8}" text-anchor="middle" fill="#555">${Math.round(end * part)} s</text>`,
    ),
    ...(limit === undefined
      ? []
      : [`<path d="M${LEFT} ${n(y(limit))}H${WIDTH - RIGHT}" stroke="#a00" stroke-dasharray="5 4"/>`]),
    ...stacked(bars, x, y),
    ...lines.map(
      ({ points, colour }) =>
        `<polyline fill="none" stroke="${colour}" stroke-width="1.6" points="${points.map(([at, value]) => `${n(x(at))},${n(y(value))}`).join(' ')}"/>`,
    ),
    ...all.map(
      ({ name, colour }, at) =>
        `<rect x="${WIDTH - RIGHT + 14}" y="${TOP + at * 18}" width="10" height="10" fill="${colour}"/><text x="${WIDTH - RIGHT + 30}" y="${TOP + at * 18 + 9}" fill="#222">${escaped(name)}</text>`,
    ),
    '</svg>',
  ].join('\n');
}

type Scale = (value: number) => number;

function stacked(bars: readonly Series[], x: Scale, y: Scale): string[] {
  const base = new Map<number, number>();
  return bars.flatMap(({ points, colour }) =>
    points.flatMap(([at, value]) => {
      const from = base.get(at) ?? 0;
      base.set(at, from + value);
      if (value === 0) return [];
      const width = Math.max(1, x(1) - x(0) - 0.5);
      return `<rect x="${n(x(at))}" y="${n(y(from + value))}" width="${n(width)}" height="${n(y(from) - y(from + value))}" fill="${colour}"/>`;
    }),
  );
}

/** The next number that one likes to read: 1, 2 or 5 times a power of ten. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((nice) => nice >= value) ?? value;
}

/** Text of an SVG or of HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function n(value: number): string {
  return value.toFixed(1);
}
