import { Cuentas } from './cuentas.ts';
import type { Told } from './log.ts';

/** Where the goods of one order are: units by `bodega:sku`, handed over ones by product. */
export class Mercancia {
  /** Set aside for it in a warehouse. */
  readonly apartada = new Cuentas();
  /** Loaded, by where they were loaded. */
  readonly aBordo = new Cuentas();
  readonly entregada = new Cuentas();
  /** Handed over though a warehouse had received them: to be taken off its books. */
  readonly porCorregir = new Cuentas();
  /** The vehicle that they are in, while some are loaded. */
  vehiculo = '';
  /** The warehouse to which that vehicle came with them, until it leaves again; for good when nobody is to bring them any more. */
  regreso = '';
  /** Where that vehicle stood with them before it left. */
  regresoAntes = '';
  /** Whether nobody is to bring them any more. */
  acabada = false;
  /** What the route's start has loaded: an undone start unloads it. */
  salida: readonly (readonly [key: string, amount: number])[] = [];
  /** Where the delivery expects its goods: of each warehouse, by `bodega:sku`. */
  partes: readonly (readonly [key: string, amount: number])[] = [];
}

/**
 * Custody by the log alone: where each unit is, from the first fact to the last. It follows what people and scans said, and
 * notes each fact that moves goods from where they are not.
 */
export class Custodia {
  readonly violations: string[] = [];
  /** In a warehouse and promised to nobody, by `bodega:sku`. Below zero: a count found less than is promised. */
  readonly libre = new Cuentas();
  readonly danadas = new Cuentas();
  readonly faltantes = new Cuentas();
  /** What came in for good and what counts put right, by product. */
  readonly ingresada = new Cuentas();
  /** The vehicles on the road. */
  readonly fuera = new Set<string>();
  readonly #ordenes = new Map<string, Mercancia>();
  readonly #pesos = new Map<string, number>();
  readonly #capacidades = new Map<string, number>();

  /** Where the goods of an order are. */
  de(ordenId: string): Mercancia {
    const known = this.#ordenes.get(ordenId) ?? new Mercancia();
    this.#ordenes.set(ordenId, known);
    return known;
  }

  ordenes(): ReadonlyMap<string, Mercancia> {
    return this.#ordenes;
  }

  /** Takes the next fact: those of each stream in their order, those of different ones as they happened. */
  take({ type, data }: Told): void {
    MOVIMIENTOS[type]?.(this, data);
  }

  /** What is wrong with the sums: units of a product that are in no place, or in more than came in. */
  sums(): string[] {
    const places = new Cuentas();
    const count = (accounts: Cuentas) => {
      for (const [key, amount] of accounts.entries()) places.add(skuOf(key), amount);
    };
    for (const accounts of [this.libre, this.danadas, this.faltantes]) count(accounts);
    for (const { apartada, aBordo, entregada } of this.#ordenes.values()) {
      for (const accounts of [apartada, aBordo, entregada]) count(accounts);
    }
    for (const { porCorregir } of this.#ordenes.values()) {
      for (const [sku, amount] of porCorregir.entries()) places.add(sku, -amount);
    }
    for (const [sku, amount] of this.ingresada.entries()) places.add(sku, -amount);
    return places.entries().map(([sku, amount]) => `producto ${sku}: ${amount} unidades de más en los lugares`);
  }

  /** Weighs what a vehicle carries. */
  weigh(vehiculoId: string): void {
    let kg = 0;
    for (const { vehiculo, aBordo } of this.#ordenes.values()) {
      if (vehiculo !== vehiculoId) continue;
      for (const [key, amount] of aBordo.entries()) kg += amount * (this.#pesos.get(skuOf(key)) ?? 0);
    }
    const most = this.#capacidades.get(vehiculoId) ?? 0;
    if (kg > most + 1e-6) this.wrong(`vehículo ${vehiculoId}: lleva ${kg} kg y caben ${most}`);
  }

  /** Loads what an order has in some warehouses. */
  load(ordenId: string, vehiculoId: string, bodegas: readonly string[]): void {
    const m = this.de(ordenId);
    if (!m.aBordo.isEmpty && m.vehiculo !== vehiculoId)
      this.wrong(`orden ${ordenId}: está en ${m.vehiculo} y la carga ${vehiculoId}`);
    const partes = m.partes.filter(([key]) => bodegas.includes(bodegaOf(key)));
    for (const [key, amount] of partes) {
      if (m.apartada.take(key, amount) < amount)
        this.wrong(`orden ${ordenId}: se cargan ${amount} de ${key} que no están apartadas ahí`);
      m.aBordo.add(key, amount);
    }
    m.vehiculo = vehiculoId;
    m.regresoAntes = m.regreso;
    m.regreso = '';
    m.salida = partes;
    this.weigh(vehiculoId);
  }

  /** Takes units of a product out of the vehicle that an order is in; gives how many there were. */
  unload(ordenId: string, sku: string, wanted: number): number {
    const { aBordo } = this.de(ordenId);
    let left = wanted;
    for (const [key] of aBordo.entries()) if (skuOf(key) === sku) left -= aBordo.take(key, left);
    return wanted - left;
  }

  /** Notes what a product weighs. */
  weight(sku: string, pesoKg: number | undefined): void {
    if (pesoKg !== undefined) this.#pesos.set(sku, pesoKg);
  }

  /** Notes what a vehicle carries. */
  capacity(vehiculoId: string, capacidadKg: number | undefined): void {
    if (capacidadKg !== undefined) this.#capacidades.set(vehiculoId, capacidadKg);
  }

  wrong(what: string): void {
    this.violations.push(what);
  }
}

/** The key of a product in a warehouse. */
export function lugar({ bodegaId, sku }: { readonly bodegaId: string; readonly sku: string }): string {
  return `${bodegaId}:${sku}`;
}

function skuOf(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

function bodegaOf(key: string): string {
  return key.slice(0, key.indexOf(':'));
}

type Parte = { readonly bodegaId: string; readonly sku: string; readonly cantidad: number };

/** What each fact does to the places. Facts of which nothing is said move no goods. */
const MOVIMIENTOS: Readonly<Record<string, (c: Custodia, data: any) => void>> = {
  ProductoRegistrado: (c, { sku, pesoKg }) => c.weight(sku, pesoKg),
  ProductoCorregido: (c, { sku, pesoKg }) => c.weight(sku, pesoKg),
  VehiculoRegistrado: (c, { vehiculoId, capacidadKg }) => c.capacity(vehiculoId, capacidadKg),
  VehiculoCorregido: (c, { vehiculoId, capacidadKg }) => c.capacity(vehiculoId, capacidadKg),
  InventarioIngresado: (c, d) => ingresar(c, d, d.cantidad),
  InventarioAjustado: (c, d) => ingresar(c, d, d.diferencia),
  InventarioTrasladadoFuera: (c, d) => ingresar(c, d, -d.cantidad),
  InventarioTrasladadoDentro: (c, d) => ingresar(c, d, d.cantidad),
  InventarioReservado: (c, d) => {
    c.libre.add(lugar(d), -d.cantidad);
    c.de(d.ordenId).apartada.add(lugar(d), d.cantidad);
  },
  ReservaDeInventarioLiberada: (c, d) => {
    if (c.de(d.ordenId).apartada.take(lugar(d), d.cantidad) < d.cantidad)
      c.wrong(`orden ${d.ordenId}: se liberan ${d.cantidad} de ${lugar(d)} que no están apartadas ahí`);
    c.libre.add(lugar(d), d.cantidad);
  },
  // What a count had found before it was told that it is back is there once.
  InventarioDevuelto: (c, d) => {
    recibir(c, d);
    ingresar(c, d, -(d.yaContadas ?? 0));
  },
  DevolucionRecibida: (c, { ordenId, lineas }) => {
    for (const { sku, cantidad, condicion } of lineas) {
      if (condicion !== 'faltante') continue;
      if (c.unload(ordenId, sku, cantidad) < cantidad)
        c.wrong(`orden ${ordenId}: faltan ${cantidad} de ${sku} que nadie traía`);
      c.faltantes.add(sku, cantidad);
    }
  },
  DevolucionCorregida: (c, { ordenId, partes }) => {
    for (const parte of partes) {
      if (c.de(ordenId).porCorregir.take(parte.sku, parte.cantidad) < parte.cantidad)
        c.wrong(`orden ${ordenId}: se corrigen ${parte.cantidad} de ${lugar(parte)} que nadie entregó después`);
      if (parte.condicion === 'faltante') c.faltantes.add(parte.sku, -parte.cantidad);
    }
  },
  // What left, or proves to have been handed over, and was on no books: there was more than they said.
  InventarioDespachado: (c, d) => ingresar(c, d, d.yaDescontadas ?? 0),
  InventarioCorregido: (c, d) => {
    (d.condicion === 'vendible' ? c.libre : c.danadas).add(lugar(d), -d.cantidad);
    ingresar(c, d, d.yaDescontadas ?? 0);
  },
  EntregaEncargada: esperar,
  EncargoActualizado: esperar,
  EntregaDescargada: (c, d) => {
    esperar(c, d);
    c.de(d.ordenId).regreso = '';
  },
  RutaIniciada: (c, { vehiculoId }) => c.fuera.add(vehiculoId),
  RutaDeshecha: (c, { vehiculoId }) => c.fuera.delete(vehiculoId),
  RutaFinalizada: (c, { vehiculoId }) => c.fuera.delete(vehiculoId),
  EntregaEnRuta: (c, d) => c.load(d.ordenId, d.vehiculoId, d.bodegas),
  RecogidaConfirmada: (c, d) => c.load(d.ordenId, d.vehiculoId, [d.bodegaId]),
  SalidaDeshecha: (c, { ordenId }) => {
    const m = c.de(ordenId);
    for (const [key, amount] of m.salida) m.apartada.add(key, m.aBordo.take(key, amount));
    m.salida = [];
    m.regreso = m.regresoAntes;
  },
  EntregaTransbordada: (c, { ordenId, de, a }) => {
    const m = c.de(ordenId);
    if (!m.aBordo.isEmpty && m.vehiculo !== de) c.wrong(`orden ${ordenId}: está en ${m.vehiculo} y no en ${de}`);
    m.vehiculo = a;
    c.weigh(a);
  },
  EntregaConfirmada: (c, { ordenId, vehiculoId, lineas, tardia }) => {
    const m = c.de(ordenId);
    for (const { sku, cantidad } of lineas) {
      const missing = cantidad - c.unload(ordenId, sku, cantidad);
      if (missing > 0 && !tardia)
        c.wrong(`orden ${ordenId}: ${vehiculoId} entregó ${missing} de ${sku} que no llevaba`);
      m.porCorregir.add(sku, missing);
      m.entregada.add(sku, cantidad);
    }
    m.acabada = true;
  },
  EntregaRetirada: (c, { ordenId }) => {
    c.de(ordenId).acabada = true;
  },
  MercanciaEnViaje: (c, { ordenId, vehiculoId }) => {
    const m = c.de(ordenId);
    if (m.aBordo.isEmpty || m.vehiculo !== vehiculoId) c.wrong(`orden ${ordenId}: ${vehiculoId} sale sin su mercancía`);
    // What nobody is to bring may have been unloaded before.
    if (!m.acabada) m.regreso = '';
  },
  MercanciaDeRegreso: (c, { ordenId, vehiculoId, bodegaId }) => {
    const m = c.de(ordenId);
    // The word that a warehouse received it meanwhile may still be on its way.
    if ((m.aBordo.isEmpty && !m.acabada) || m.vehiculo !== vehiculoId)
      c.wrong(`orden ${ordenId}: ${vehiculoId} regresa sin su mercancía`);
    m.regreso = bodegaId;
  },
};

function ingresar(c: Custodia, parte: Parte, amount: number): void {
  c.libre.add(lugar(parte), amount);
  c.ingresada.add(parte.sku, amount);
}

/** Goods are on the books of a warehouse again: received from a vehicle, or by a start that was undone, so that they had not left. */
function recibir(c: Custodia, d: Parte & { readonly ordenId: string; readonly condicion: string }): void {
  const m = c.de(d.ordenId);
  if (m.regreso === d.bodegaId) {
    if (c.fuera.has(m.vehiculo) && !m.acabada)
      c.wrong(`orden ${d.ordenId}: ${d.bodegaId} la recibe y ${m.vehiculo} está en la calle con ella`);
    if (c.unload(d.ordenId, d.sku, d.cantidad) < d.cantidad)
      c.wrong(`orden ${d.ordenId}: ${d.bodegaId} recibe ${d.cantidad} de ${d.sku} que nadie traía`);
  } else if (m.apartada.take(lugar(d), d.cantidad) < d.cantidad) {
    c.wrong(`orden ${d.ordenId}: ${d.bodegaId} recibe ${d.sku} y ningún vehículo está ahí con ella`);
  }
  (d.condicion === 'vendible' ? c.libre : c.danadas).add(lugar(d), d.cantidad);
}

function esperar(
  c: Custodia,
  { ordenId, partes }: { readonly ordenId: string; readonly partes?: readonly Parte[] },
): void {
  if (partes) c.de(ordenId).partes = partes.map((parte) => [lugar(parte), parte.cantidad] as const);
}
