import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaNoCambiada } from '#events/bodegas/ReservaNoCambiada.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { CambioDeLineasPedido } from '#events/ordenes/CambioDeLineasPedido.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaNoVisitada } from '#events/vehiculos/EntregaNoVisitada.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import type { Fact } from '#shared/model/event.ts';
import type { Request } from '#shared/model/request.ts';
import type { Step } from '#shared/model/sagaState.ts';
import { asStored } from '#shared/testing/given.ts';
import { late, react } from '#shared/testing/givenSaga.ts';
import type { Cumplimiento } from './cumplimiento.ts';
import { cumplimiento } from './sagas/cumplimiento.ts';

const { ordenId, bodegaId: NORTE } = EJEMPLO;
const SUR = 'BOG-SUR';
type Flujo = 'orden' | 'reserva' | 'entrega';

/** Units of the order: in which warehouse, where they truly are, and where the warehouses hold them to be. */
interface Parte {
  bodegaId: string;
  readonly sku: string;
  lugar: 'libre' | 'reservada' | 'vehiculo' | 'persona';
  enLibros: 'libre' | 'reservada' | 'fuera';
}

/**
 * One order in a small world: people who do what they may at any time, warehouses and vehicles that carry requests out in
 * any order, and the saga, which takes each of the three streams in its order, interleaved in any way.
 */
class Mundo {
  readonly partes: readonly Parte[];
  /** The assignments that the order was told of, as numbers that grow. */
  readonly asignaciones: number[] = [];
  estado: Cumplimiento = cumplimiento.initial;
  confirmada = false;
  readonly #azar: () => number;
  readonly #flujos: Record<Flujo, { readonly n: number; readonly hecho: Fact }[]> = {
    orden: [],
    reserva: [],
    entrega: [],
  };
  readonly #peticiones: Request[] = [];
  #orden: 'creada' | 'confirmada' | 'cancelada' | 'abandonada' | 'terminada' = 'creada';
  #reserva: 'nada' | 'hecha' | 'cerrada' = 'nada';
  #entrega: 'nada' | 'porPlanificar' | 'plan' | 'ruta' | 'fallida' | 'retirada' | 'entregada' = 'nada';
  #intento = 0;
  #hechos = 0;
  #aBordo = false;
  #dicho = false;
  #enCamino = false;
  #regresado = false;
  #tomadas: readonly Parte[] = [];
  #deshacible = false;
  #cargo = false;

  constructor(semilla: number) {
    this.#azar = mulberry32(semilla);
    const parte = (bodegaId: string, sku: string): Parte => ({ bodegaId, sku, lugar: 'libre', enLibros: 'libre' });
    this.partes = this.#pasa(0.5) ? [parte(NORTE, 'CAFE-500')] : [parte(NORTE, 'CAFE-500'), parte(SUR, 'CACAO-250')];
    this.#decir('orden', OrdenCreada({ ...OrdenCreada.example, lineas: this.#lineas() }));
  }

  /** Something happens. */
  algo(): void {
    const suerte = this.#azar();
    if (suerte < 0.3) this.#llega();
    else if (suerte < 0.55) this.#cumple();
    else if (suerte < 0.58) this.#vence();
    else this.#actos[Math.floor(this.#azar() * this.#actos.length)]?.();
  }

  /** People do what is to be done until the order has ended. Throws when it does not. */
  terminar(): void {
    for (let n = 0; n < 2_000; n++) {
      if (this.#peticiones.length > 0) this.#cumple();
      else if (Object.values(this.#flujos).some((hechos) => hechos.length > 0)) this.#llega();
      else if (this.estado.paso === 'terminada' && this.#en('vehiculo').length === 0) return;
      else if (!this.#avanza()) this.#vence();
    }
    throw new Error(`It does not end: ${JSON.stringify(this.estado)}`);
  }

  #avanza(): boolean {
    if (this.#pasa(0.2) && this.#entrega === 'ruta') return this.#fallar();
    const acto = [this.#recoger, this.#confirmar, this.#salir, this.#finalizar, this.#recibir, this.#planificar].find(
      (uno) => uno(),
    );
    return acto !== undefined;
  }

  /** The saga is given the next fact of a stream; before one that builds on others, all that happened before it. */
  #llega(): void {
    const flujos = (Object.keys(this.#flujos) as Flujo[]).filter((flujo) => this.#flujos[flujo].length > 0);
    const flujo = flujos[Math.floor(this.#azar() * flujos.length)];
    const [suyo] = flujo ? this.#flujos[flujo] : [];
    if (!flujo || !suyo) return;
    if (suyo.hecho.type === DevolucionRecibida.type || this.estado.paso === 'inicio') {
      const antes = flujos.flatMap((otro) =>
        this.#flujos[otro].filter(({ n }) => n < suyo.n).map(({ n }) => [n, otro] as const),
      );
      for (const [, otro] of antes.sort(([a], [b]) => a - b)) this.#toma(otro);
    }
    this.#toma(flujo);
  }

  #toma(flujo: Flujo): void {
    const { hecho } = this.#flujos[flujo].shift() ?? {};
    const respuesta = hecho && react(cumplimiento, this.estado, hecho);
    if (respuesta === 'awaits')
      throw new Error(`${this.estado.paso} waits for what did not happen before ${hecho?.type}.`);
    if (respuesta) this.#pasar(respuesta);
  }

  /** The deadline of the state passes: all that has happened is known first. */
  #vence(): void {
    const antes = this.estado.paso;
    while (Object.values(this.#flujos).some((hechos) => hechos.length > 0)) this.#llega();
    const paso = this.estado.paso === antes ? react(cumplimiento, this.estado, late) : undefined;
    if (paso && paso !== 'awaits') this.#pasar(paso);
  }

  #pasar({ state, requests }: Step<Cumplimiento>): void {
    this.estado = asStored(state);
    for (const { type, data } of requests) {
      const forma = cumplimiento.requests.find((una) => una.type === type)?.schema;
      expect(forma?.safeParse(asStored(data)).error, type).toBeUndefined();
      if (type === 'asignarOrden') this.asignaciones.push(data.intento * 1_000 + data.cambio);
      this.#peticiones.push({ kind: 'request', type, data: asStored(data) });
    }
  }

  /** Somebody carries a request out. */
  #cumple(): void {
    const [peticion] = this.#peticiones.splice(Math.floor(this.#azar() * this.#peticiones.length), 1);
    if (peticion) this.#comandos[peticion.type]?.(peticion.data);
  }

  readonly #comandos: Readonly<Record<string, (data: any) => unknown>> = {
    reservarInventario: () => {
      if (this.#reserva !== 'nada') return;
      if (this.#pasa(0.1)) return this.#decir('reserva', ReservaRechazada(ReservaRechazada.example));
      this.#reserva = 'hecha';
      this.#poner(this.partes, 'reservada', 'reservada');
      this.#decir('reserva', ReservaHecha({ ...ReservaHecha.example, partes: this.#comoPartes() }));
    },
    liberarReserva: () => this.#cerrarReserva(),
    despacharReserva: ({ bodegas }) => {
      for (const parte of this.partes)
        if (bodegas.includes(parte.bodegaId) && this.#salio(parte) && parte.enLibros === 'reservada')
          parte.enLibros = 'fuera';
    },
    deshacerDespacho: () => {
      const donde = this.#reserva === 'hecha' ? 'reservada' : 'libre';
      this.#poner(
        this.partes.filter((parte) => !this.#salio(parte) && parte.enLibros === 'fuera'),
        donde,
        donde,
      );
    },
    corregirDevolucion: () => {
      for (const parte of this.#en('persona')) parte.enLibros = 'fuera';
      this.#cerrarReserva();
    },
    cambiarLineas: () => {
      if (this.#reserva !== 'hecha' || this.#en('reservada').length < this.partes.length) return;
      if (this.#pasa(0.5)) this.#mover();
      else this.#decir('reserva', ReservaNoCambiada(ReservaNoCambiada.example));
    },
    confirmarOrden: () => {
      if (this.#orden !== 'creada') return;
      this.#orden = 'confirmada';
      this.#decir('orden', OrdenConfirmada(OrdenConfirmada.example));
    },
    rechazarOrden: () => this.#terminarOrden(),
    registrarEntrega: () => this.#terminarOrden(),
    registrarDevolucion: () => this.#terminarOrden(),
    planificarEntrega: ({ intento }) => {
      const espera = this.#entrega === 'nada' || this.#entrega === 'porPlanificar' || intento > this.#intento;
      if (espera && !this.#haTerminado() && intento >= this.#intento) this.#buscar(intento);
    },
    actualizarEncargo: () => {
      if (this.#entrega === 'plan' && this.#pasa(0.5)) this.#buscar(this.#intento);
    },
    descargarEntrega: () => {
      if (this.#haTerminado() || !this.#aBordo) return;
      this.#aBordo = false;
      this.#regresado = false;
      this.#dicho = false;
      if (this.#entrega === 'plan' || this.#entrega === 'porPlanificar') this.#buscar(this.#intento);
    },
    retirarEntrega: () => {
      if (this.#haTerminado()) return;
      this.#entrega = 'retirada';
      this.#decir(
        'entrega',
        EntregaRetirada({ ...EntregaRetirada.example, aBordo: this.#aBordo, intento: this.#intento }),
      );
    },
  };

  #terminarOrden(): void {
    this.#orden = 'terminada';
  }

  #cerrarReserva(): void {
    this.#reserva = 'cerrada';
    for (const parte of this.partes)
      if (parte.enLibros === 'reservada') {
        parte.enLibros = this.#salio(parte) ? 'fuera' : 'libre';
        if (!this.#salio(parte)) parte.lugar = 'libre';
      }
  }

  #buscar(intento: number): void {
    this.#entrega = 'porPlanificar';
    if (intento > this.#intento) this.#dicho = false;
    this.#intento = intento;
    if (this.#pasa(0.6)) this.#planificar();
    else if (!this.#dicho) this.#sinPlan();
  }

  #sinPlan(): void {
    this.#dicho = true;
    this.#entrega = 'porPlanificar';
    this.#decir('entrega', EntregaSinPlan({ ...EntregaSinPlan.example, intento: this.#intento }));
  }

  #mover(): void {
    const partes = this.#comoPartes(
      this.partes.filter(({ enLibros, lugar }) => enLibros === 'reservada' && lugar === 'reservada'),
    );
    this.#decir('reserva', ReservaMovida({ ...ReservaMovida.example, partes }));
  }

  // What people do, where they may; each gives whether it was done.

  readonly #planificar = this.#siempre(
    () => this.#entrega === 'porPlanificar',
    () => {
      this.#entrega = 'plan';
      this.#dicho = false;
      this.#decir('entrega', EntregaPlanificada({ ...EntregaPlanificada.example, intento: this.#intento }));
    },
  );

  readonly #salir = this.#siempre(
    () =>
      this.#entrega === 'plan' &&
      !this.#enCamino &&
      this.partes.every(({ lugar }) => lugar === (this.#aBordo && lugar === 'vehiculo' ? lugar : 'reservada')) &&
      !(this.#aBordo && this.#en('vehiculo').length === 0),
    () => {
      this.#tomadas = this.#en('reservada').filter(({ bodegaId }) => bodegaId === NORTE);
      this.#poner(this.#tomadas, 'vehiculo');
      [this.#entrega, this.#enCamino, this.#regresado, this.#deshacible] = ['ruta', true, false, !this.#aBordo];
      this.#aBordo ||= this.#tomadas.length > 0;
      this.#cargo = this.#cargada();
      const bodegas = this.#tomadas.length > 0 ? [NORTE] : [];
      const { example } = EntregaEnRuta;
      this.#decir('entrega', EntregaEnRuta({ ...example, intento: this.#intento, bodegas, cargada: this.#cargada() }));
    },
  );

  readonly #recoger = this.#siempre(
    () => this.#entrega === 'ruta' && this.#en('reservada').some(({ bodegaId }) => bodegaId === SUR),
    () => {
      this.#poner(this.#en('reservada'), 'vehiculo');
      [this.#aBordo, this.#deshacible, this.#cargo] = [true, false, true];
      this.#decir('entrega', RecogidaConfirmada({ ...RecogidaConfirmada.example, bodegaId: SUR, cargada: true }));
    },
  );

  readonly #deshacer = this.#siempre(
    () => this.#entrega === 'ruta' && this.#deshacible,
    () => {
      this.#poner(this.#tomadas, this.#reserva === 'hecha' ? 'reservada' : 'libre');
      [this.#entrega, this.#enCamino, this.#aBordo, this.#cargo] = ['plan', false, false, false];
      this.#decir('entrega', SalidaDeshecha({ ...SalidaDeshecha.example, intento: this.#intento }));
    },
  );

  readonly #transbordar = this.#siempre(
    () => this.#entrega === 'ruta',
    () => {
      this.#deshacible = false;
      this.#decir('entrega', EntregaTransbordada({ ...EntregaTransbordada.example, intento: this.#intento }));
    },
  );

  readonly #confirmar = this.#siempre(
    () => this.#entrega === 'ruta' && this.#en('vehiculo').length > 0,
    () => {
      const aBordo = this.#en('vehiculo');
      this.#entregar(aBordo.length === 2 && this.#pasa(0.3) ? aBordo.slice(1) : aBordo, false);
    },
  );

  /** Proof of a journey whose stop was closed otherwise, when no other journey has begun. */
  readonly #probar = this.#siempre(
    () =>
      this.#cargo &&
      !this.confirmada &&
      this.#entrega !== 'ruta' &&
      this.partes.every(({ lugar }) => lugar !== 'persona'),
    () => this.#entregar(this.partes, true),
  );

  readonly #fallar = this.#siempre(
    () => this.#entrega === 'ruta',
    () => {
      [this.#entrega, this.#deshacible] = ['fallida', false];
      const motivo = this.#pasa(0.2) ? 'rechazada' : 'ausente';
      this.#decir('entrega', EntregaFallida({ ...EntregaFallida.example, intento: this.#intento, motivo }));
    },
  );

  readonly #finalizar = this.#siempre(
    () => this.#enCamino,
    () => {
      [this.#enCamino, this.#deshacible] = [false, false];
      this.#regresado = this.#en('vehiculo').length > 0;
      if (this.#entrega !== 'ruta') return;
      [this.#entrega, this.#dicho] = ['porPlanificar', false];
      this.#decir('entrega', EntregaNoVisitada({ ...EntregaNoVisitada.example, intento: this.#intento }));
    },
  );

  readonly #recibir = this.#siempre(
    () => this.#regresado && this.#en('vehiculo').length > 0 && this.#entrega !== 'plan' && this.#entrega !== 'ruta',
    () => {
      const [sigue, aBordo] = [!this.#haTerminado() && this.#reserva === 'hecha', this.#en('vehiculo')];
      const vuelven = sigue || this.#pasa(0.5) ? aBordo : aBordo.slice(0, 1);
      const condicion = this.#pasa(0.7) ? 'vendible' : 'danada';
      const reingresa = sigue && condicion === 'vendible';
      for (const parte of vuelven) parte.bodegaId = NORTE;
      this.#poner(vuelven, reingresa ? 'reservada' : 'libre', reingresa ? 'reservada' : 'libre');
      if (!reingresa) this.#cerrarReserva();
      const lineas = vuelven.map(({ sku }) => ({ sku, cantidad: 1, condicion }) as const);
      const recibida = { ordenId, bodegaId: NORTE, lineas, completa: vuelven.length === aBordo.length, reingresa };
      this.#decir('reserva', DevolucionRecibida({ ...recibida, ...(reingresa && { partes: this.#comoPartes() }) }));
    },
  );

  readonly #viva = () => this.#orden === 'creada' || this.#orden === 'confirmada';

  readonly #actos = [
    this.#planificar,
    this.#salir,
    this.#salir,
    this.#recoger,
    this.#confirmar,
    this.#fallar,
    this.#finalizar,
    this.#recibir,
    this.#siempre(
      () => this.#pasa(0.3),
      () => this.#probar(),
    ),
    this.#siempre(
      () => this.#pasa(0.3),
      () => this.#deshacer(),
    ),
    this.#siempre(
      () => this.#pasa(0.3),
      () => this.#transbordar(),
    ),
    this.#siempre(
      () => this.#entrega === 'plan' && this.#pasa(0.2),
      () => this.#sinPlan(),
    ),
    this.#siempre(
      () => this.#viva() && this.#en('vehiculo').length === 0 && this.#pasa(0.1),
      () => {
        this.#orden = 'cancelada';
        this.#decir('orden', OrdenCancelada(OrdenCancelada.example));
      },
    ),
    this.#siempre(
      () => this.#viva() && this.#pasa(0.1),
      () => {
        this.#orden = 'abandonada';
        this.#decir('orden', OrdenAbandonada(OrdenAbandonada.example));
      },
    ),
    this.#siempre(
      () => this.#viva() && this.#pasa(0.2),
      () => this.#decir('orden', OrdenCorregida(OrdenCorregida.example)),
    ),
    this.#siempre(
      () => this.#viva() && this.#pasa(0.2),
      () => this.#decir('orden', OrdenReprogramada(OrdenReprogramada.example)),
    ),
    this.#siempre(
      () => this.#viva() && this.#pasa(0.2),
      () => {
        const lineas = this.#lineas();
        this.#decir('orden', CambioDeLineasPedido({ ordenId, lineas }));
      },
    ),
    this.#siempre(
      () =>
        this.#reserva === 'hecha' &&
        this.#en('reservada').some(({ enLibros }) => enLibros === 'reservada') &&
        this.#pasa(0.2),
      () => {
        if (this.#pasa(0.7)) return this.#mover();
        this.#cerrarReserva();
        this.#decir('reserva', ReservaPerdida(ReservaPerdida.example));
      },
    ),
  ];

  #entregar(partes: readonly Parte[], tardia: boolean): void {
    this.#poner(partes, 'persona');
    [this.#entrega, this.confirmada] = ['entregada', true];
    const completa = partes.length === this.partes.length;
    const lineas = this.#lineas(partes);
    const { example } = EntregaConfirmada;
    this.#decir('entrega', EntregaConfirmada({ ...example, intento: this.#intento, lineas, completa, tardia }));
  }

  #siempre(puede: () => boolean, hace: () => void): () => boolean {
    return () => {
      const hecho = puede();
      if (hecho) hace();
      return hecho;
    };
  }

  #decir(flujo: Flujo, hecho: Fact): void {
    this.#flujos[flujo].push({ n: this.#hechos++, hecho });
  }

  #poner(partes: readonly Parte[], lugar: Parte['lugar'], enLibros?: Parte['enLibros']): void {
    for (const parte of partes) Object.assign(parte, { lugar, ...(enLibros && { enLibros }) });
  }

  #en(lugar: Parte['lugar']): Parte[] {
    return this.partes.filter((parte) => parte.lugar === lugar);
  }

  #comoPartes(partes = this.partes) {
    return partes.map(({ bodegaId, sku }) => ({ bodegaId, sku, cantidad: 1 }));
  }

  #lineas(partes = this.partes) {
    return partes.map(({ sku }) => ({ sku, cantidad: 1 }));
  }

  #cargada(): boolean {
    return this.#en('vehiculo').length === this.partes.length;
  }

  #salio({ lugar }: Parte): boolean {
    return lugar === 'vehiculo' || lugar === 'persona';
  }

  #haTerminado(): boolean {
    return this.#entrega === 'retirada' || this.#entrega === 'entregada';
  }

  #pasa(probabilidad: number): boolean {
    return this.#azar() < probabilidad;
  }
}

/** Where the goods may be when the order has ended so. */
const LUGARES: Readonly<Record<string, readonly string[]>> = {
  entregada: ['persona'],
  entregadaParcial: ['persona', 'libre'],
  devuelta: ['libre'],
  rechazada: ['libre'],
  cancelada: ['libre'],
};
const finales = new Set<string>();
const pasos = new Set<string>();

test('pase lo que pase en los tres flujos, y venza lo que venza, la orden termina como los hechos dicen', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(150), (semilla, azares) => {
      const mundo = new Mundo(semilla);
      for (let n = 0; n < azares; n++) {
        mundo.algo();
        pasos.add(mundo.estado.paso);
      }
      mundo.terminar();
      const { estado, partes, asignaciones } = mundo;
      if (estado.paso !== 'terminada') throw new Error(`It stays in ${estado.paso}.`);
      finales.add(estado.fin);
      for (const { lugar, enLibros } of partes) {
        expect(LUGARES[estado.fin]).toContain(lugar);
        expect(enLibros).toBe(lugar === 'persona' ? 'fuera' : 'libre');
      }
      expect(['entregada', 'entregadaParcial'].includes(estado.fin)).toBe(mundo.confirmada);
      expect(asignaciones).toStrictEqual([...new Set(asignaciones)].sort((a, b) => a - b));
    }),
    { numRuns: 2_000 },
  );
  expect([...finales].sort()).toStrictEqual(Object.keys(LUGARES).sort());
  expect([...pasos].sort()).toStrictEqual(Object.keys(cumplimiento.states).sort());
});

/** A small seeded generator of numbers from 0 to 1. */
function mulberry32(semilla: number): () => number {
  let a = semilla >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
