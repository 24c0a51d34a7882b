import { diaEnColombia } from '#events/comun/tiempo.ts';
import type { Custodia } from '#infra/lab/invariants/custodia.ts';
import { type Devuelta, destino, type Escena, lineas, ventana } from './gente.ts';
import type { Mundo } from './mundo.ts';

const DIA_MS = 86_400_000;

export const NORTE = 'BOG-NORTE';
export const SUR = 'BOG-SUR';

/** A corner of the company: two warehouses, two products that weigh, a van, a small van and one that rests at night. */
export const BODEGAS = [NORTE, SUR] as const;
export const SKUS = ['CAFE-500', 'CACAO-250'] as const;
export const VEHICULOS = ['ABC123', 'ABC124', 'XYZ789'] as const;

/** What people see of a world. */
export function escenaDe({ azar, ahora, ordenes, custodia }: Mundo): Escena {
  const dias = [0, 1, 2, 3].map((n) => diaEnColombia(new Date(Date.parse(ahora) + n * DIA_MS).toISOString()));
  return {
    azar,
    ahora,
    dias,
    ordenes,
    vehiculos: VEHICULOS,
    bodegas: BODEGAS,
    skus: SKUS,
    devueltas: devueltasDe(custodia),
  };
}

/** What vehicles have brought back to a warehouse, by the facts alone. */
export function devueltasDe(custodia: Custodia): Devuelta[] {
  return [...custodia.ordenes()].flatMap(([ordenId, { aBordo, regreso }]) => {
    const de = (sku: string) =>
      aBordo.entries().reduce((suma, [clave, n]) => suma + (clave.endsWith(`:${sku}`) ? n : 0), 0);
    const lineas = SKUS.map((sku) => ({ sku, cantidad: de(sku) })).filter(({ cantidad }) => cantidad > 0);
    return regreso !== '' && lineas.length > 0 ? [{ ordenId, bodegaId: regreso, lineas }] : [];
  });
}

/** Registers it all, with some stock. @throws Error when something is refused. */
export function preparar(mundo: Mundo): void {
  const hecho = (comando: string, datos: object) => {
    if (mundo.hacer(comando, datos).hechos === 0) throw new Error(`${comando} did nothing: ${JSON.stringify(datos)}.`);
  };
  const lugar = (bodegaId: string, lat: number, lon: number) => ({
    bodegaId,
    nombre: bodegaId,
    ciudad: 'Bogotá',
    coordenadas: { lat, lon },
  });
  hecho('registrarBodega', lugar(NORTE, 4.76, -74.045));
  hecho('registrarBodega', lugar(SUR, 4.58, -74.14));
  const [cafe, cacao] = SKUS;
  hecho('registrarProducto', { sku: cafe, nombre: 'Café', pesoKg: 2, volumenM3: 0.002 });
  hecho('registrarProducto', { sku: cacao, nombre: 'Cacao', pesoKg: 3, volumenM3: 0.003 });
  for (const bodegaId of BODEGAS) {
    for (const sku of SKUS) {
      const cantidad = 2 + mundo.azar.hasta(6);
      hecho('ingresarInventario', { bodegaId, sku, cantidad, documento: 'F-1' });
    }
  }
  const [van, otra, tercera] = VEHICULOS;
  const ficha = { capacidadM3: 1, base: { lat: 4.76, lon: -74.045 } };
  hecho('registrarVehiculo', { ...ficha, vehiculoId: van, bodegaId: NORTE, capacidadKg: 40 });
  hecho('registrarVehiculo', { ...ficha, vehiculoId: otra, bodegaId: NORTE, capacidadKg: 16 });
  hecho('registrarVehiculo', {
    vehiculoId: tercera,
    bodegaId: SUR,
    base: { lat: 4.58, lon: -74.14 },
    capacidadKg: 25,
    capacidadM3: 1,
    calendario: {
      jornada: { desde: '07:00', hasta: '18:00' },
      pausas: [{ desde: '12:00', hasta: '13:00' }],
      descansa: ['domingo'],
    },
  });
}

/** A customer orders something, for some time or for any. */
export function pedir(mundo: Mundo): void {
  const escena = escenaDe(mundo);
  const { azar } = mundo;
  mundo.crear({
    clienteId: 'tienda-1',
    destinatario: { nombre: 'Ana Rojas', telefono: '+573001234567' },
    destino: destino(escena),
    lineas: lineas(escena),
    ...(azar.pasa(0.5) && { ventana: ventana(escena) }),
    prioridad: azar.pasa(0.2) ? 'alta' : 'normal',
  });
}
