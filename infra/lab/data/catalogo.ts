/** A warehouse of the demo. */
export interface Bodega {
  readonly bodegaId: string;
  readonly nombre: string;
  readonly ciudad: string;
  readonly coordenadas: { readonly lat: number; readonly lon: number };
}

/** The warehouses of the demo: at real places of Bogotá's freight areas. */
export const BODEGAS: readonly Bodega[] = [
  { bodegaId: 'BOG-NORTE', nombre: 'Bodega Norte, Toberín', ciudad: 'Bogotá', coordenadas: { lat: 4.746, lon: -74.047 } },
  { bodegaId: 'BOG-OCCIDENTE', nombre: 'Bodega Occidente, Fontibón', ciudad: 'Bogotá', coordenadas: { lat: 4.676, lon: -74.142 } },
  { bodegaId: 'BOG-SUR', nombre: 'Bodega Sur, Autopista Sur', ciudad: 'Bogotá', coordenadas: { lat: 4.595, lon: -74.152 } },
];

/** A product of the demo. */
export interface Producto {
  readonly sku: string;
  readonly nombre: string;
  readonly pesoKg: number;
  readonly volumenM3: number;
}

/** The products of the demo. */
export const PRODUCTOS: readonly Producto[] = [
  { sku: 'CAFE-500', nombre: 'Café de origen, 500 g', pesoKg: 0.5, volumenM3: 0.0015 },
  { sku: 'PANELA-1K', nombre: 'Panela pulverizada, 1 kg', pesoKg: 1, volumenM3: 0.0014 },
  { sku: 'ARROZ-5K', nombre: 'Arroz, 5 kg', pesoKg: 5, volumenM3: 0.006 },
  { sku: 'ACEITE-3L', nombre: 'Aceite de girasol, 3 l', pesoKg: 2.8, volumenM3: 0.0036 },
  { sku: 'AGUA-6X600', nombre: 'Agua, 6 botellas de 600 ml', pesoKg: 3.7, volumenM3: 0.0052 },
  { sku: 'CHOCOLATE-250', nombre: 'Chocolate de mesa, 250 g', pesoKg: 0.25, volumenM3: 0.0005 },
  { sku: 'FRIJOL-1K', nombre: 'Fríjol cargamanto, 1 kg', pesoKg: 1, volumenM3: 0.0013 },
  { sku: 'DETERGENTE-2K', nombre: 'Detergente en polvo, 2 kg', pesoKg: 2, volumenM3: 0.0034 },
  { sku: 'PAPEL-12', nombre: 'Papel higiénico, 12 rollos', pesoKg: 1.9, volumenM3: 0.021 },
  { sku: 'LECHE-6X1L', nombre: 'Leche entera, 6 cajas de 1 l', pesoKg: 6.3, volumenM3: 0.0074 },
];

/** A vehicle of the demo. */
export interface Vehiculo {
  readonly vehiculoId: string;
  readonly bodegaId: string;
  readonly base: { readonly lat: number; readonly lon: number };
  readonly capacidadKg: number;
  readonly capacidadM3: number;
}

/** `count` vehicles for each warehouse: vans of 700 kg, with plates of the demo's own series. */
export function vehiculos(count: number): Vehiculo[] {
  return BODEGAS.flatMap(({ bodegaId, coordenadas }, at) =>
    Array.from({ length: count }, (_, number) => ({
      vehiculoId: `AL${'NOS'[at]}${String(number).padStart(3, '0')}`,
      bodegaId,
      base: coordenadas,
      capacidadKg: 700,
      capacidadM3: 5,
    })),
  );
}

/** When the demo's warehouses are open: day and night, and on Sundays and holidays too, save the southern one. */
export const CALENDARIOS_DE_BODEGAS: Readonly<Record<string, object>> = {
  'BOG-NORTE': { festivos: true },
  'BOG-OCCIDENTE': { festivos: true },
  'BOG-SUR': { jornada: { desde: '06:00', hasta: '20:00' }, descansa: ['domingo'] },
};

/**
 * When a vehicle of the demo works, by its number in its warehouse: the first one every day, the second with a break at
 * noon; the others not on Sundays nor on holidays.
 */
export function calendarioDe(number: number): object {
  const jornada = { desde: '07:00', hasta: '19:00' };
  if (number === 0) return { jornada, festivos: true };
  const pausas = number === 1 ? { pausas: [{ desde: '12:00', hasta: '13:00' }] } : {};
  return { jornada, descansa: ['domingo'], ...pausas };
}
