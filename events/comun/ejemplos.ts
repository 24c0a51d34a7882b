/** Ids and times that the examples of events, requests and commands share: one order's life in Bogotá. */
export const EJEMPLO = {
  ordenId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  clienteId: 'tienda-de-ejemplo',
  bodegaId: 'BOG-NORTE',
  sku: 'CAFE-500',
  vehiculoId: 'ABC123',
  otroVehiculoId: 'XYZ789',
  conductorId: 'conductor-07',
  dia: '2030-01-15',
  rutaId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  zona: { lat: 4.711, lon: -74.072 },
  direccion: 'Carrera 15 # 93-60, apto 402',
  ventana: { desde: '2030-01-15T13:00:00.000Z', hasta: '2030-01-15T17:00:00.000Z' },
  eta: '2030-01-15T14:20:00.000Z',
  carga: { pesoKg: 1, volumenM3: 0.002 },
  producto: 'Café de origen, 500 g',
} as const;
