import type { Azar } from './azar.ts';

/** What people know when they do something: mostly not enough, so that much of it is refused. */
export interface Escena {
  readonly azar: Azar;
  /** ISO 8601. */
  readonly ahora: string;
  /** The days on which vehicles have plans: today, and those that follow. */
  readonly dias: readonly string[];
  readonly ordenes: readonly string[];
  readonly vehiculos: readonly string[];
  readonly bodegas: readonly string[];
  readonly skus: readonly string[];
  /** What stands before the door of a warehouse, of each order of which something does. */
  readonly devueltas: readonly Devuelta[];
}

/** Goods of an order that a vehicle has brought back to a warehouse. */
export interface Devuelta {
  readonly ordenId: string;
  readonly bodegaId: string;
  readonly lineas: readonly { readonly sku: string; readonly cantidad: number }[];
}

/** Something that somebody may do: a command of the API, with an input made up on the spot. */
export interface Acto {
  readonly comando: string;
  /** How often it is done, beside the others. */
  readonly peso: number;
  readonly datos: (escena: Escena) => object;
}

const orden = ({ azar, ordenes }: Escena) => ({ ordenId: azar.uno(ordenes) });
const vehiculo = ({ azar, vehiculos }: Escena) => ({ vehiculoId: azar.uno(vehiculos) });
const existencia = ({ azar, bodegas, skus }: Escena) => ({ bodegaId: azar.uno(bodegas), sku: azar.uno(skus) });
const dia = ({ azar, dias }: Escena) => ({ dia: azar.pasa(0.7) ? (dias[0] as string) : azar.uno(dias) });
const entrega = (escena: Escena) => ({ ...vehiculo(escena), ...orden(escena) });
const plan = (escena: Escena) => ({ ...vehiculo(escena), ...dia(escena) });

/** Some of the orders, one at least. */
function algunas({ azar, ordenes }: Escena): readonly string[] {
  const elegidas = ordenes.filter(() => azar.pasa(0.5));
  return elegidas.length > 0 ? elegidas : [azar.uno(ordenes)];
}

/** Units of each product that an order may ask for, or a delivery hand over. */
export function lineas({ azar, skus }: Escena): { sku: string; cantidad: number }[] {
  const algunas = skus.filter(() => azar.pasa(0.6));
  return (algunas.length > 0 ? algunas : skus.slice(0, 1)).map((sku) => ({ sku, cantidad: 1 + azar.hasta(3) }));
}

/** A window of some hours that begins within some days. */
export function ventana({ azar, ahora }: Escena): { desde: string; hasta: string } {
  const desde = Date.parse(ahora) + azar.hasta(4 * 24) * 3_600_000;
  return { desde: iso(desde), hasta: iso(desde + (1 + azar.hasta(6)) * 3_600_000) };
}

/** A place near one of the two warehouses. */
export function destino({ azar }: Escena) {
  const lat = 4.58 + azar.numero() * 0.18;
  return { direccion: 'Calle 1 # 2-3', ciudad: 'Bogotá', coordenadas: { lat, lon: -74.05 - azar.numero() * 0.08 } };
}

/** What customers, operators, warehouses and drivers do, in any order and at any time. */
export const ACTOS: readonly Acto[] = [
  { comando: 'cancelarOrden', peso: 0.6, datos: (e) => ({ ...orden(e), motivo: 'Ya no lo necesito' }) },
  { comando: 'abandonarOrden', peso: 0.5, datos: (e) => ({ ...orden(e), motivo: 'El cliente no responde' }) },
  { comando: 'reprogramarOrden', peso: 2, datos: (e) => ({ ...orden(e), ventana: ventana(e) }) },
  { comando: 'corregirOrden', peso: 2, datos: (e) => ({ ...orden(e), destino: destino(e) }) },
  { comando: 'corregirOrden', peso: 2, datos: (e) => ({ ...orden(e), lineas: lineas(e) }) },

  { comando: 'iniciarRuta', peso: 14, datos: plan },
  {
    comando: 'iniciarRuta',
    peso: 3,
    datos: (e) => ({ ...plan(e), ordenes: algunas(e) }),
  },
  { comando: 'deshacerRuta', peso: 2, datos: vehiculo },
  { comando: 'confirmarRecogida', peso: 10, datos: (e) => ({ ...vehiculo(e), bodegaId: e.azar.uno(e.bodegas) }) },
  { comando: 'confirmarEntrega', peso: 8, datos: (e) => ({ ...entrega(e), ...PRUEBA }) },
  { comando: 'confirmarEntrega', peso: 4, datos: (e) => ({ ...entrega(e), ...PRUEBA, lineas: lineas(e) }) },
  { comando: 'confirmarEntrega', peso: 4, datos: (e) => ({ ...entrega(e), ...PRUEBA, entregadaEn: antes(e) }) },
  { comando: 'reportarEntregaFallida', peso: 40, datos: (e) => ({ ...entrega(e), motivo: 'ausente' }) },
  { comando: 'reportarEntregaFallida', peso: 4, datos: (e) => ({ ...entrega(e), motivo: 'rechazada' }) },
  { comando: 'finalizarRuta', peso: 8, datos: vehiculo },
  { comando: 'iniciarMantenimiento', peso: 1, datos: (e) => ({ ...vehiculo(e), motivo: 'Se pinchó una llanta' }) },
  { comando: 'terminarMantenimiento', peso: 4, datos: vehiculo },
  {
    comando: 'transbordar',
    peso: 4,
    datos: (e) => ({ ...vehiculo(e), a: e.azar.uno(e.vehiculos), lugar: 'Calle 80 con avenida 68' }),
  },

  { comando: 'recibirDevolucion', peso: 14, datos: recepcion },
  {
    comando: 'ajustarInventario',
    peso: 1,
    datos: (e) => ({ ...existencia(e), conteo: e.azar.hasta(8), motivo: 'Conteo' }),
  },
  { comando: 'ingresarInventario', peso: 2, datos: (e) => ({ ...existencia(e), cantidad: 1 + e.azar.hasta(4) }) },
  {
    comando: 'trasladarInventario',
    peso: 1,
    datos: (e) => ({ ...existencia(e), cantidad: 1 + e.azar.hasta(2), destino: e.azar.uno(e.bodegas) }),
  },
  { comando: 'reubicarReserva', peso: 1, datos: (e) => ({ ...existencia(e), ...orden(e) }) },

  { comando: 'asignarParada', peso: 5, datos: (e) => ({ ...plan(e), ...orden(e), fija: e.azar.pasa(0.3) }) },
  { comando: 'reordenarPlan', peso: 1, datos: (e) => ({ ...plan(e), ordenes: [...e.ordenes].reverse() }) },
  { comando: 'fijarParada', peso: 2, datos: (e) => ({ ...plan(e), ...orden(e), fija: e.azar.pasa(0.5) }) },
  { comando: 'liberarParada', peso: 2, datos: (e) => ({ ...plan(e), ...orden(e) }) },
  { comando: 'planificarRutas', peso: 2, datos: (e) => ({ bodegaId: e.azar.uno(e.bodegas), ...dia(e) }) },
];

/** A warehouse counts what has come back, mostly all of it; or says something that is not so. */
function recepcion(e: Escena): object {
  const { azar } = e;
  const condicion = () => azar.uno(['vendible', 'vendible', 'vendible', 'danada', 'faltante']);
  if (e.devueltas.length === 0 || azar.pasa(0.2)) {
    return {
      ...orden(e),
      bodegaId: azar.uno(e.bodegas),
      lineas: lineas(e).map((una) => ({ ...una, condicion: condicion() })),
    };
  }
  const sanas = azar.pasa(0.6);
  const { lineas: traidas, ...donde } = azar.uno(e.devueltas);
  return { ...donde, lineas: traidas.map((una) => ({ ...una, condicion: sanas ? 'vendible' : condicion() })) };
}

/** Some hours ago. */
function antes({ azar, ahora }: Escena): string {
  return iso(Date.parse(ahora) - azar.hasta(12) * 3_600_000);
}

const PRUEBA = { recibidoPor: 'Ana Rojas', evidencia: 'foto:1' };

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
