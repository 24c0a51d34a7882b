import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A view that is watched: what of its rows shows that a command has reached it. */
export interface Followed {
  readonly name: string;
  /** Of the streams that it shows: `orden`. */
  readonly aggregate: string;
  /** The short name of its table. */
  readonly table: string;
  /** Whether its rows have the generation of a fold before their key. */
  readonly generations: boolean;
  keyOf(id: string): string;
  /** Whether a row shows a stream's version. */
  shows(row: Readonly<Record<string, AttributeValue>>, version: number): boolean;
}

const hasVersion: Followed['shows'] = (row, version) => Number(row.version?.N) >= version;

function rows(name: string, aggregate: string): Followed {
  return { name, aggregate, table: name, generations: true, keyOf: (id) => id, shows: hasVersion };
}

/** What is watched. */
export const FOLLOWED: readonly Followed[] = [
  rows('ordenes', 'orden'),
  rows('inventario', 'inventario'),
  rows('flota', 'vehiculo'),
  rows('clientes', 'cliente'),
  rows('preferencias', 'preferencia'),
  {
    ...rows('cumplimiento', 'orden'),
    table: 'ordenes',
    // The saga has reserved the goods, or has found that there are none.
    shows: (row) => JSON.parse(row.view?.S ?? '{}').estado !== 'creada',
  },
  {
    ...rows('avisos', 'orden'),
    generations: false,
    keyOf: (id) => `${id}|1|sms`,
    shows: (row) => row.estado?.S !== 'enviando',
  },
];
