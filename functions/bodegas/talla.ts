import type { Total } from '#shared/model/projection.ts';

/** How many vehicles of one size there are. Key: `flota|<kg>|<m3>`. */
export type Talla = Total<'vehiculos'>;

/** The key of the vehicles that carry so many kilograms and cubic metres. */
export function tallaDe(capacidadKg: number, capacidadM3: number): string {
  return `flota|${capacidadKg}|${capacidadM3}`;
}

/** Whether no vehicle of the fleet could carry a load alone. An empty fleet says nothing. */
export function nadieCarga({ pesoKg, volumenM3 }: Carga, tallas: readonly Talla[]): boolean {
  const hay = tallas.filter(({ vehiculos = 0 }) => vehiculos > 0).map(({ key }) => key.split('|').map(Number));
  return hay.length > 0 && !hay.some(([, kg = 0, m3 = 0]) => pesoKg <= kg && volumenM3 <= m3);
}

interface Carga {
  readonly pesoKg: number;
  readonly volumenM3: number;
}
