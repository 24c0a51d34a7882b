/** A box on the screen, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a label stands beside its sign. */
export type Side = 'este' | 'oeste' | 'norte' | 'sur';

/** A sign that has a name: its centre, how far it reaches from there, and what its label takes. */
export interface Named {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  readonly width: number;
  readonly height: number;
  /** The sides that may be taken, the best first. */
  readonly sides: readonly Side[];
}

/** The box of a sign around its centre. */
export function boxAround(x: number, y: number, reach: number): Box {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}

/**
 * For each sign the first side on which its label covers no sign and no label before it; none when all are taken. Those
 * that come first choose first.
 */
export function placeLabels(named: readonly Named[], others: readonly Box[]): readonly (Side | undefined)[] {
  const taken: Box[] = [...others, ...named.map(({ x, y, reach }) => boxAround(x, y, reach))];
  return named.map((one) => {
    const side = one.sides.find((candidate) => !taken.some((box) => overlap(labelBox(one, candidate), box)));
    if (side !== undefined) taken.push(labelBox(one, side));
    return side;
  });
}

const GAP = 2;

function labelBox({ x, y, reach, width, height }: Named, side: Side): Box {
  const across = { left: x - width / 2, right: x + width / 2 };
  const beside = { top: y - height / 2, bottom: y + height / 2 };
  const far = reach + GAP;
  switch (side) {
    case 'este':
      return { ...beside, left: x + far, right: x + far + width };
    case 'oeste':
      return { ...beside, left: x - far - width, right: x - far };
    case 'norte':
      return { ...across, top: y - far - height, bottom: y - far };
    case 'sur':
      return { ...across, top: y + far, bottom: y + far + height };
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
