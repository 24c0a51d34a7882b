import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { command } from '#shared/model/command.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { Registro } from '../testing/registro.ts';
import { ajustarInventario } from './commands/ajustarInventario.ts';
import { corregirDevolucion } from './commands/corregirDevolucion.ts';
import { deshacerDespacho } from './commands/deshacerDespacho.ts';
import { despacharReserva } from './commands/despacharReserva.ts';
import { ingresarInventario } from './commands/ingresarInventario.ts';
import { liberarReserva } from './commands/liberarReserva.ts';
import { recibirDevolucion } from './commands/recibirDevolucion.ts';
import { registrarBodega } from './commands/registrarBodega.ts';
import { registrarProducto } from './commands/registrarProducto.ts';
import { reservarInventario } from './commands/reservarInventario.ts';
import { reubicarReserva } from './commands/reubicarReserva.ts';
import { custodia } from './custodia.ts';
import { CAFE, camino, NORTE, SUR } from './ejemplos.ts';
import { faltan, inventario, inventarioId } from './inventario.ts';

const { ordenId, zona } = EJEMPLO;

/** Writes what the people of the road say. */
const decir = command({
  of: custodia,
  accepts: z.object({ hechos: z.array(z.any()) }),
  example: { hechos: [] },
  id: () => ordenId,
  decide: ({ hechos }) => hechos as never,
});

/**
 * A warehouse with some units, of which an order holds one, and another with five; what is done is done a minute after what
 * was done before.
 */
function bodega(unidades = 5) {
  const registro = new Registro(() => true);
  let n = 0;
  const hacer = (comando: Parameters<Registro['run']>[0], datos: object) => {
    const now = new Date(Date.UTC(2030, 0, 15, 12, ++n)).toISOString();
    const hecho = registro.run(comando, datos, { now, id: `${n}`, actor: { subject: '', scopes: [] } });
    if (isRejection(hecho)) throw new Error(hecho.rejected);
  };
  hacer(registrarBodega, { ...registrarBodega.example, bodegaId: NORTE });
  hacer(registrarProducto, { ...registrarProducto.example, sku: CAFE });
  hacer(ingresarInventario, { bodegaId: NORTE, sku: CAFE, cantidad: unidades });
  hacer(reservarInventario, { ordenId, zona, lineas: [{ sku: CAFE, cantidad: 1 }] });
  hacer(registrarBodega, { ...registrarBodega.example, bodegaId: SUR });
  hacer(ingresarInventario, { bodegaId: SUR, sku: CAFE, cantidad: 5 });
  const item = (bodegaId: string) => registro.stateOf(inventario, inventarioId(bodegaId, CAFE));
  return {
    cuentan: (conteo: number) => hacer(ajustarInventario, { bodegaId: NORTE, sku: CAFE, conteo, motivo: 'Conteo' }),
    pasa: (...hechos: Fact[]) => hacer(decir, { hechos }),
    seAnota: () => hacer(despacharReserva, { ordenId, bodegas: [NORTE] }),
    seDeshace: () => hacer(deshacerDespacho, { ordenId }),
    seRecibe: (condicion: 'vendible' | 'danada' = 'vendible') =>
      hacer(recibirDevolucion, { ordenId, bodegaId: NORTE, lineas: [{ sku: CAFE, cantidad: 1, condicion }] }),
    seCorrige: () => hacer(corregirDevolucion, { ordenId }),
    seReubica: () => hacer(reubicarReserva, { ordenId, bodegaId: NORTE, sku: CAFE }),
    seLibera: () => hacer(liberarReserva, { ordenId, motivo: 'La orden fue cancelada' }),
    falta: () => faltan(item(NORTE)) > 0,
    hay: () => {
      const { existencias, reservadas } = item(NORTE);
      return { existencias, reservadas };
    },
    enLibros: () => ({ norte: item(NORTE).existencias, danadas: item(NORTE).danadas, sur: item(SUR).existencias }),
  };
}

test.each([
  ['al salir', camino.sale(ordenId, NORTE)],
  ['al recogerla', camino.recoge(ordenId, NORTE)],
])('lo que ya no estaba cuando se contó no se descuenta otra vez: %s', (_, salida) => {
  const b = bodega();
  b.pasa(salida);
  b.cuentan(4);
  expect(b.hay()).toStrictEqual({ existencias: 4, reservadas: 1 });
  b.seAnota();
  expect(b.hay()).toStrictEqual({ existencias: 4, reservadas: 0 });
});

test('tampoco cuando el conteo halla lo que dicen los libros, que tenían uno de menos', () => {
  const b = bodega();
  b.pasa(camino.sale(ordenId, NORTE));
  b.cuentan(5);
  b.seAnota();
  expect(b.hay()).toStrictEqual({ existencias: 5, reservadas: 0 });
});

test('tampoco cuando otra palabra se adelanta a la del despacho', () => {
  const b = bodega();
  b.pasa(camino.sale(ordenId, NORTE));
  b.cuentan(4);
  b.seLibera();
  expect(b.hay()).toStrictEqual({ existencias: 4, reservadas: 0 });
});

test('lo que salió después del conteo se descuenta', () => {
  const b = bodega();
  b.cuentan(4);
  b.pasa(camino.sale(ordenId, NORTE));
  b.seAnota();
  expect(b.hay()).toStrictEqual({ existencias: 3, reservadas: 0 });
});

test('lo que se contó después de anotar su salida ya está descontado', () => {
  const b = bodega();
  b.pasa(camino.sale(ordenId, NORTE));
  b.seAnota();
  b.cuentan(4);
  expect(b.hay()).toStrictEqual({ existencias: 4, reservadas: 0 });
});

test('si sale más de lo que se contó, no queda nada', () => {
  const b = bodega();
  b.cuentan(0);
  b.pasa(camino.sale(ordenId, NORTE));
  b.seAnota();
  expect(b.hay()).toStrictEqual({ existencias: 0, reservadas: 0 });
});

type Bodega = ReturnType<typeof bodega>;

const sale = (b: Bodega) => b.pasa(camino.sale(ordenId, NORTE));
const noSale = (b: Bodega) => b.pasa(camino.noSale(ordenId), camino.libera(ordenId));
const vuelve = (b: Bodega) => b.pasa(camino.noVisita(ordenId), camino.vuelve(ordenId, NORTE));
const renuncia = (b: Bodega) => b.pasa(camino.renuncia(ordenId));
const prueba = (b: Bodega) => b.pasa(camino.entrega(ordenId, { sku: CAFE, cantidad: 1 }));
const cuentan = (conteo: number) => (b: Bodega) => b.cuentan(conteo);
const seAnota = (b: Bodega) => b.seAnota();
const seDeshace = (b: Bodega) => b.seDeshace();
const seRecibe = (b: Bodega) => b.seRecibe();
const seRecibeDanada = (b: Bodega) => b.seRecibe('danada');
const seCorrige = (b: Bodega) => b.seCorrige();
const seLibera = (b: Bodega) => b.seLibera();

/**
 * Between what happened and the word of it, somebody counts: what each says of five units is there in the end. Goods that
 * come in, are moved to another warehouse or are received are written down when that happens; only a dispatch (above), its
 * undoing and a reception that was none are told later.
 */
test.each<[string, ((b: Bodega) => void)[], { norte: number; danadas: number }]>([
  ['recibida por error', [sale, seAnota, vuelve, renuncia, seRecibe, prueba, seCorrige], { norte: 4, danadas: 0 }],
  [
    'recibida por error, y el conteo no la halla',
    [sale, seAnota, vuelve, renuncia, seRecibe, cuentan(4), prueba, seCorrige],
    { norte: 4, danadas: 0 },
  ],
  [
    'recibida por error, y el conteo halla tantas como dicen los libros: había una de más',
    [sale, seAnota, vuelve, renuncia, seRecibe, cuentan(5), prueba, seCorrige],
    { norte: 5, danadas: 0 },
  ],
  [
    'recibida por error después del conteo',
    [sale, seAnota, vuelve, renuncia, cuentan(4), seRecibe, prueba, seCorrige],
    { norte: 4, danadas: 0 },
  ],
  [
    'recibida por error como dañada, que nadie cuenta',
    [sale, seAnota, vuelve, renuncia, seRecibeDanada, cuentan(4), prueba, seCorrige],
    { norte: 4, danadas: 0 },
  ],
  [
    'reservada otra vez por error',
    [sale, seAnota, vuelve, seRecibe, cuentan(4), prueba, seCorrige],
    { norte: 4, danadas: 0 },
  ],
  [
    'reservada otra vez por error, y liberada',
    [sale, seAnota, vuelve, seRecibe, cuentan(4), renuncia, seLibera, prueba, seCorrige],
    { norte: 4, danadas: 0 },
  ],
  ['deshecha su salida', [sale, seAnota, noSale, seDeshace], { norte: 5, danadas: 0 }],
  ['deshecha su salida, y ya contada', [sale, seAnota, noSale, cuentan(5), seDeshace], { norte: 5, danadas: 0 }],
  [
    'deshecha su salida, contada y cancelada',
    [sale, seAnota, seLibera, noSale, cuentan(4), seDeshace],
    { norte: 4, danadas: 0 },
  ],
  ['deshecha su salida después del conteo', [sale, seAnota, cuentan(4), noSale, seDeshace], { norte: 5, danadas: 0 }],
  [
    'deshecha su salida, que se anota tarde, después del conteo',
    [sale, cuentan(4), noSale, seAnota, seDeshace, seDeshace],
    { norte: 5, danadas: 0 },
  ],
  [
    'deshecha y probada la entrega, después del conteo',
    [sale, seAnota, noSale, seDeshace, cuentan(4), prueba, seCorrige],
    { norte: 4, danadas: 0 },
  ],
])('una unidad %s se cuenta una vez', (_, historia, libros) => {
  const b = bodega();
  for (const suceso of historia) suceso(b);
  expect(b.enLibros()).toStrictEqual({ ...libros, sur: 5 });
});

test('lo que se reservó en otra bodega porque nunca volvió a la suya no se quita de esa', () => {
  const b = bodega(1);
  for (const suceso of [sale, seAnota, vuelve, seRecibe, cuentan(0)]) suceso(b);
  b.seReubica();
  for (const suceso of [prueba, seCorrige]) suceso(b);
  expect(b.enLibros()).toStrictEqual({ norte: 0, danadas: 0, sur: 5 });
});

/** What really is in the first warehouse, and what was asked of the books and waits. */
class Verdad {
  readonly b: Bodega;
  /** Units in the first warehouse. */
  hay: number;
  lugar: 'bodega' | 'vehiculo' | 'manos' = 'bodega';
  reciensalida = false;
  probada = false;
  esperan: ((b: Bodega) => void)[] = [];

  constructor(unidades: number) {
    this.b = bodega(unidades);
    this.hay = unidades;
  }

  pasa(que: number, n: number): void {
    const { lugar, reciensalida } = this;
    const sucesos = [
      () => this.b.cuentan(this.hay),
      () => this.esperan.splice(n % Math.max(1, this.esperan.length), 1)[0]?.(this.b),
      // No vehicle takes it again before it is told that the start before was undone.
      () => lugar === 'bodega' && !this.esperan.includes(seDeshace) && this.mueve('vehiculo', -1, sale, seAnota),
      () => lugar === 'vehiculo' && reciensalida && this.mueve('bodega', 1, noSale, seDeshace),
      () => lugar === 'vehiculo' && this.vuelve(n % 2 === 0),
      () => lugar === 'manos' && !this.probada && this.prueba(),
    ];
    sucesos[que]?.();
  }

  acaba(): void {
    if (this.lugar === 'manos' && !this.probada) this.prueba();
    for (const palabra of this.esperan) palabra(this.b);
  }

  private mueve(a: Verdad['lugar'], unidades: number, dicho: (b: Bodega) => void, palabra: (b: Bodega) => void): void {
    dicho(this.b);
    this.lugar = a;
    this.hay += unidades;
    this.reciensalida = a === 'vehiculo';
    this.esperan.push(palabra);
  }

  /** A warehouse says that it has received the unit, though it may have been handed over. */
  private vuelve(deVerdad: boolean): void {
    vuelve(this.b);
    seRecibe(this.b);
    this.b.pasa(camino.descarga(ordenId, NORTE));
    this.lugar = deVerdad ? 'bodega' : 'manos';
    this.hay += deVerdad ? 1 : 0;
  }

  private prueba(): void {
    prueba(this.b);
    this.probada = true;
    this.esperan.push(seCorrige);
  }
}

test('quien cuenta siempre bien tiene al final en los libros lo que hay, llegue cuando llegue cada palabra', () => {
  const historias = fc.array(fc.tuple(fc.nat(5), fc.nat(11)), { minLength: 5, maxLength: 40, size: 'max' });
  fc.assert(
    fc.property(fc.constantFrom(1, 5), historias, (unidades, historia) => {
      const mundo = new Verdad(unidades);
      for (const [que, n] of historia) {
        mundo.pasa(que, n);
        if (mundo.lugar === 'manos' && mundo.b.falta()) mundo.b.seReubica();
      }
      mundo.acaba();
      expect(mundo.b.enLibros()).toStrictEqual({ norte: mundo.hay, danadas: 0, sur: 5 });
    }),
    { numRuns: 300 },
  );
});
