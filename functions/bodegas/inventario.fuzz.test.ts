import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { demas, tomar, unidadesDe } from '#events/comun/lotes.ts';
import type { Linea, Parte } from '#events/comun/pedido.ts';
import { type AnyCommand, command } from '#shared/model/command.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { ajustarInventario } from './commands/ajustarInventario.ts';
import { cambiarLineas } from './commands/cambiarLineas.ts';
import { corregirDevolucion } from './commands/corregirDevolucion.ts';
import { deshacerDespacho } from './commands/deshacerDespacho.ts';
import { despacharReserva } from './commands/despacharReserva.ts';
import { ingresarInventario } from './commands/ingresarInventario.ts';
import { liberarReserva } from './commands/liberarReserva.ts';
import { recibirDevolucion } from './commands/recibirDevolucion.ts';
import { reservarInventario } from './commands/reservarInventario.ts';
import { reubicarReserva } from './commands/reubicarReserva.ts';
import { trasladarInventario } from './commands/trasladarInventario.ts';
import { custodia } from './custodia.ts';
import { base, CACAO, CAFE, CERCA_DEL_NORTE, camino, ingreso, NORTE, SUR, stock } from './ejemplos.ts';
import { inventario, inventarioId } from './inventario.ts';
import { bodegasDe, reserva, type Tenencia, tiene } from './reserva.ts';

const ORDENES = [
  '0f8fad5b-d9cb-469f-a165-70867728950e',
  '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  '3f2b7a5e-1c64-4f0e-9d0b-6a1f2e3d4c5b',
];
const BODEGAS = [NORTE, SUR];
const SKUS = [CAFE, CACAO];
const ITEMS = BODEGAS.flatMap((bodegaId) => SKUS.map((sku) => ({ bodegaId, sku })));
const MOTIVO = 'La orden fue cancelada';

/** Writes what the people of the road say. */
const decir = command({
  of: custodia,
  accepts: z.object({ ordenId: z.string(), hechos: z.array(z.any()) }),
  example: { ordenId: '', hechos: [] },
  id: ({ ordenId }) => ordenId,
  decide: ({ hechos }) => hechos as never,
});

/** Where the goods of an order really are, as far as they are in no warehouse. */
interface Calle {
  readonly enRuta: boolean;
  /** What the vehicle has aboard, by the warehouse that it was loaded at. */
  readonly aBordo: readonly Parte[];
  /** What it loaded at the start that may still be undone. */
  readonly recienCargado: readonly Parte[];
  readonly entregado: readonly Linea[] | undefined;
}

const EN_CASA: Calle = { enRuta: false, aBordo: [], recienCargado: [], entregado: undefined };

/** Warehouses and the road together; what is asked of the warehouses waits until it is handed over, in any order. */
class Mundo {
  readonly store = new MemoryStore({
    ...base,
    [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 8)],
    [stock(SUR, CACAO)]: [ingreso(SUR, CACAO, 8)],
  });
  readonly calle = new Map<string, Calle>(ORDENES.map((ordenId) => [ordenId, EN_CASA]));
  readonly pendientes: { readonly de: AnyCommand; readonly input: unknown }[] = [];

  tenencia(ordenId: string): Tenencia | undefined {
    const r = this.store.stateOf(reserva, ordenId);
    return tiene(r) ? r : undefined;
  }

  /** One thing happens to an order, to as many as chance says; gives whether it could. */
  pasa(que: Suceso, ordenId: string, n: number): boolean {
    const c = this.calle.get(ordenId) as Calle;
    const dicho = this.store.stateOf(custodia, ordenId);
    const r = this.tenencia(ordenId);
    const cantidad = 1 + (n % 4);
    const { bodegaId, sku } = ITEMS[n % ITEMS.length] as (typeof ITEMS)[number];
    const lineas = [{ sku, cantidad }, ...(n % 3 === 0 ? [{ sku: otro(sku, SKUS), cantidad: 2 }] : [])];
    const sucesos: Record<Suceso, () => boolean> = {
      reserva: () => this.hace(reservarInventario, { ordenId, zona: CERCA_DEL_NORTE, lineas }),
      cambia: () => this.hace(cambiarLineas, { ordenId, zona: CERCA_DEL_NORTE, lineas }),
      ingresa: () => this.hace(ingresarInventario, { bodegaId, sku, cantidad }),
      cuenta: () => this.hace(ajustarInventario, { bodegaId, sku, conteo: n % 6, motivo: 'Conteo' }),
      traslada: () => this.hace(trasladarInventario, { bodegaId, sku, cantidad: 1, destino: otro(bodegaId, BODEGAS) }),
      reubica: () => this.hace(reubicarReserva, { bodegaId, sku, ordenId }),
      sale: () => {
        if (c.enRuta || !dicho.viva || !r || r.reingresos > dicho.descargas) return false;
        const bodegas = bodegasDe(r.apartadas)
          .filter((una) => !dicho.cargadas.includes(una))
          .slice(n % 2);
        if (bodegas.length === 0 && c.aBordo.length === 0) return false;
        this.carga(ordenId, bodegas, true);
        return this.di(ordenId, camino.sale(ordenId, ...bodegas));
      },
      noSale: () => {
        if (!c.enRuta || c.recienCargado.length + c.aBordo.length === 0 || !this.acabaDeSalir(ordenId)) return false;
        const aBordo = c.aBordo.filter((parte) => !c.recienCargado.includes(parte));
        this.calle.set(ordenId, { ...c, enRuta: false, aBordo, recienCargado: [] });
        this.di(ordenId, camino.noSale(ordenId), camino.libera(ordenId));
        return this.pide(deshacerDespacho, { ordenId });
      },
      recoge: () => {
        const falta = r && bodegasDe(r.apartadas).find((una) => !dicho.cargadas.includes(una));
        if (!c.enRuta || falta === undefined) return false;
        this.carga(ordenId, [falta], false);
        return this.di(ordenId, camino.recoge(ordenId, falta));
      },
      entrega: () => {
        if (c.entregado || !this.huboViaje(ordenId)) return false;
        const cargado = c.aBordo.length > 0 ? c.aBordo : this.recibido(ordenId);
        const todo = SKUS.map((uno) => ({ sku: uno, cantidad: unidadesDe(uno, cargado) }));
        const entregado = todo.map((una) => ({ ...una, cantidad: Math.min(una.cantidad, cantidad) }));
        const lineasEntregadas = entregado.filter((una) => una.cantidad > 0);
        if (lineasEntregadas.length === 0) return false;
        const aBordo = tomar(c.aBordo, lineasEntregadas).quedan;
        this.calle.set(ordenId, { ...c, aBordo, recienCargado: [], entregado: lineasEntregadas });
        this.di(ordenId, camino.entrega(ordenId, ...lineasEntregadas));
        return this.pide(corregirDevolucion, { ordenId });
      },
      vuelve: () => {
        if (!c.enRuta) return false;
        this.calle.set(ordenId, { ...c, enRuta: false, recienCargado: [] });
        return c.aBordo.length === 0 || this.di(ordenId, camino.vuelve(ordenId, bodegaId));
      },
      renuncia: () => {
        if (!dicho.viva || n % 5 > 0) return false;
        this.di(ordenId, camino.renuncia(ordenId));
        return this.pide(liberarReserva, { ordenId, motivo: MOTIVO });
      },
      recibe: () => {
        if (c.enRuta || c.aBordo.length === 0 || dicho.regresado === null) return false;
        const condiciones = ['vendible', 'danada', 'faltante'] as const;
        const aBordo = demas(c.aBordo, []).map((lote, i) => ({
          ...lote,
          condicion: condiciones[(n + i) % 5] ?? 'vendible',
        }));
        const input = { bodegaId: dicho.regresado, ordenId, lineas: aBordo };
        const outcome = this.store.run(recibirDevolucion, input);
        expect(isRejection(outcome) ? outcome.rejected : 'recibida').toBe('recibida');
        this.calle.set(ordenId, { ...c, aBordo: [] });
        return true;
      },
      descarga: () => {
        if (!r || r.reingresos <= dicho.descargas || !dicho.viva) return false;
        return this.di(ordenId, camino.descarga(ordenId, r.bodegaId));
      },
      llega: () => {
        const uno = this.pendientes[n % Math.max(1, this.pendientes.length)];
        if (!uno) return false;
        this.store.run(uno.de, uno.input);
        if (n % 4 !== 0) this.pendientes.splice(this.pendientes.indexOf(uno), 1);
        return true;
      },
    };
    return sucesos[que]();
  }

  private hace(de: AnyCommand, input: unknown): boolean {
    const outcome = this.store.run(de, input);
    return !isRejection(outcome) && Object.keys(outcome).length > 0;
  }

  private pide(de: AnyCommand, input: unknown): boolean {
    this.pendientes.push({ de, input });
    return true;
  }

  private di(ordenId: string, ...hechos: readonly Fact[]): boolean {
    return this.hace(decir, { ordenId, hechos });
  }

  private carga(ordenId: string, bodegas: readonly string[], alSalir: boolean): void {
    const c = this.calle.get(ordenId) as Calle;
    const cargado = (this.tenencia(ordenId)?.apartadas ?? []).filter((parte) => bodegas.includes(parte.bodegaId));
    this.calle.set(ordenId, {
      ...c,
      enRuta: true,
      aBordo: [...c.aBordo, ...cargado],
      recienCargado: alSalir ? cargado : [],
    });
    if (bodegas.length > 0) this.pide(despacharReserva, { ordenId, bodegas });
  }

  private acabaDeSalir(ordenId: string): boolean {
    return this.store.facts(`entrega#${ordenId}`).at(-1)?.type === 'EntregaEnRuta';
  }

  private huboViaje(ordenId: string): boolean {
    return this.store.facts(`entrega#${ordenId}`).some(({ type }) => type === 'EntregaEnRuta');
  }

  /** What a warehouse received of the order when it last did, lost or not. */
  private recibido(ordenId: string): readonly Linea[] {
    const recibida = this.store.facts(`reserva#${ordenId}`).findLast(({ type }) => type === 'DevolucionRecibida');
    return recibida?.data.lineas ?? [];
  }
}

const SUCESOS = [
  'ingresa',
  'reserva',
  'sale',
  'recoge',
  'llega',
  'noSale',
  'cambia',
  'vuelve',
  'recibe',
  'descarga',
  'entrega',
  'llega',
  'renuncia',
  'cuenta',
  'reubica',
  'sale',
  'vuelve',
  'recibe',
  'traslada',
] as const;
type Suceso = (typeof SUCESOS)[number];

const historias = fc.array(
  fc.record({ que: fc.nat(SUCESOS.length - 1), orden: fc.constantFrom(...ORDENES), n: fc.nat(59) }),
  { minLength: 20, maxLength: 80, size: 'max' },
);

test('cada unidad está en un solo lugar, y nada que está fuera se puede vender', () => {
  fc.assert(
    fc.property(historias, (historia) => {
      const mundo = new Mundo();
      for (const { que, orden, n } of historia) {
        // What can't happen now leaves its turn to the next thing that can.
        SUCESOS.find((_, i) => mundo.pasa(SUCESOS[(que + i) % SUCESOS.length] as Suceso, orden, n));
        revisarLibros(mundo);
      }
      for (const { de, input } of mundo.pendientes) mundo.store.run(de, input);
      revisarLibros(mundo);
      for (const ordenId of ORDENES) revisarCalle(mundo, ordenId);
    }),
    { numRuns: 100 },
  );
});

/** What the books say fits together, whatever has arrived of what is asked. */
function revisarLibros(mundo: Mundo): void {
  const { store } = mundo;
  const tenencias = ORDENES.flatMap((ordenId) => mundo.tenencia(ordenId) ?? []);
  for (const { bodegaId, sku } of ITEMS) {
    const hechos = store.facts(stock(bodegaId, sku));
    const { existencias, reservadas, danadas } = store.stateOf(inventario, inventarioId(bodegaId, sku));
    const promete = tenencias.flatMap(({ apartadas }) => apartadas.filter((parte) => parte.bodegaId === bodegaId));
    expect(reservadas).toBe(unidadesDe(sku, promete));
    expect(danadas).toBeGreaterThanOrEqual(0);
    expect(existencias).toBeGreaterThanOrEqual(0);
    const quitado = hechos.some(({ type }) => type === 'InventarioAjustado' || type === 'InventarioCorregido');
    if (!quitado) expect(existencias).toBeGreaterThanOrEqual(reservadas);
  }
  for (const sku of SKUS) {
    const hechos = BODEGAS.flatMap((bodegaId) => store.facts(stock(bodegaId, sku)));
    const items = BODEGAS.map((bodegaId) => store.stateOf(inventario, inventarioId(bodegaId, sku)));
    const enBodegas = sum(items.map(({ existencias, danadas }) => existencias + danadas));
    const fuera = sum(tenencias.map((r) => unidadesDe(sku, r.fuera)));
    const perdidas = sum(
      tenencias.map((r) =>
        unidadesDe(
          sku,
          r.recibidas.filter(({ condicion }) => condicion === 'faltante'),
        ),
      ),
    );
    expect(enBodegas + fuera + perdidas).toBe(sum(hechos.map(entra)));
  }
}

/** Once all has arrived, what the books have out is what is on the road or was handed over. */
function revisarCalle(mundo: Mundo, ordenId: string): void {
  const { aBordo, entregado = [] } = mundo.calle.get(ordenId) as Calle;
  const r = mundo.tenencia(ordenId);
  for (const sku of SKUS) expect(unidadesDe(sku, r?.fuera ?? [])).toBe(unidadesDe(sku, [...aBordo, ...entregado]));
}

/** What a fact adds to all goods there are: what comes in, what a count finds, and what books did not have of what left, or had of what is back. */
function entra({ type, data }: Fact): number {
  if (type === 'InventarioIngresado') return data.cantidad;
  return type === 'InventarioAjustado' ? data.diferencia : (data.yaDescontadas ?? 0) - (data.yaContadas ?? 0);
}

function otro<T>(uno: T, de: readonly T[]): T {
  return de.find((cada) => cada !== uno) as T;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
