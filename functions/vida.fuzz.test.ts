import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segundosEntre } from '#events/comun/tiempo.ts';
import { AsignacionCambiada } from '#events/vehiculos/AsignacionCambiada.ts';
import { AsignacionHecha } from '#events/vehiculos/AsignacionHecha.ts';
import { AsignacionRechazada } from '#events/vehiculos/AsignacionRechazada.ts';
import { AsignacionRetirada } from '#events/vehiculos/AsignacionRetirada.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import type { AnyCommand } from '#shared/model/command.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection } from '#shared/model/rejection.ts';
import type { Request } from '#shared/model/request.ts';
import { NOT_YET } from '#shared/model/saga.ts';
import { asStored, NOW } from '#shared/testing/given.ts';
import { due, react } from '#shared/testing/givenSaga.ts';
import { MemoryStore, type Outcome } from '#shared/testing/store.ts';
import { base, CACAO, CAFE, ingreso, NORTE, SUR, stock } from './bodegas/ejemplos.ts';
import { inventario, inventarioId } from './bodegas/inventario.ts';
import { reserva } from './bodegas/reserva.ts';
import { contextos } from './contextos.ts';
import { entrega } from './entregas/sagas/entrega.ts';
import { cancelarOrden } from './ordenes/commands/cancelarOrden.ts';
import { crearOrden } from './ordenes/commands/crearOrden.ts';
import { orden } from './ordenes/orden.ts';

const ordenId = '0f8fad5b-d9cb-469f-a165-70867728950e';
const comandos = new Map<string, AnyCommand>(contextos.flatMap(({ commands }) => Object.entries(commands)));

/** Vehicles as their requests promise them to be, without capacity or roads: what the saga may count on. */
type Parada = 'asignada' | 'enRuta' | 'retirada' | 'hecha';

/** One order with all that concerns it, on a bus and queues that lose nothing, but repeat and reorder everything. */
class Mundo {
  readonly store: MemoryStore;
  readonly #azar: () => number;
  readonly #paradas = new Map<number, Parada>();
  readonly #cambios = new Map<number, number>();
  readonly #vistos = new Set<number>();
  #mensajes: { readonly id: number; readonly hecho?: Fact; readonly peticion?: Request }[] = [];
  #plazos: { readonly nombre: string; readonly vence: string }[] = [];
  #numero = 0;
  ahora = NOW;
  saga = entrega.initial;

  constructor(semilla: number, cafe: number) {
    this.#azar = mulberry32(semilla);
    this.store = new MemoryStore({
      ...base,
      [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, cafe)],
      [stock(SUR, CAFE)]: [ingreso(SUR, CAFE, 2)],
      [stock(SUR, CACAO)]: [ingreso(SUR, CACAO, 2)],
    });
  }

  vivir(): void {
    const lineas = [
      { sku: CAFE, cantidad: 3 },
      { sku: CACAO, cantidad: 1 },
    ];
    this.#contar(this.store.run(crearOrden, { ...crearOrden.example, lineas }, { id: ordenId, now: this.ahora }));
    const cancela = this.#azar() < 0.4 ? Math.floor(this.#azar() * 60) : -1;
    for (let paso = 0; paso < 3_000; paso++) {
      if (paso === cancela)
        this.#contar(this.store.run(cancelarOrden, { ordenId, motivo: 'Ya no' }, { now: this.ahora }));
      const tarde = this.#azar() < 0.05;
      const algo = tarde
        ? this.#unaParada() || this.#unPlazo() || this.#unMensaje()
        : this.#unMensaje() || this.#unaParada() || this.#unPlazo();
      if (!algo) return;
    }
    throw new Error('The world does not come to rest.');
  }

  #unMensaje(): boolean {
    const at = Math.floor(this.#azar() * this.#mensajes.length);
    const [mensaje] = this.#mensajes.splice(at, 1);
    if (!mensaje) return false;
    if (this.#azar() < 0.1) this.#mensajes.push(mensaje);
    if (mensaje.peticion) this.#pedir(mensaje.peticion);
    else if (mensaje.hecho && !this.#vistos.has(mensaje.id)) {
      if (this.#reaccionar(mensaje.hecho)) this.#vistos.add(mensaje.id);
      else this.#mensajes.push(mensaje);
    }
    return true;
  }

  #reaccionar(hecho: Fact): boolean {
    const reaccion = react(entrega, this.saga, hecho, this.ahora);
    if (reaccion === NOT_YET) return false;
    if (!reaccion) return true;
    this.saga = asStored(reaccion.state);
    for (const efecto of reaccion.effects) {
      if (efecto.kind === 'request') this.#mensajes.push({ id: ++this.#numero, peticion: efecto });
      else this.#plazos.push({ nombre: efecto.name, vence: mas(this.ahora, efecto.seconds) });
    }
    return true;
  }

  #pedir({ type, data }: Request): void {
    const comando = comandos.get(type);
    if (type === 'asignarEntrega') this.#decir(...this.#asignar(data.intento));
    else if (type === 'retirarEntrega') this.#decir(...this.#retirar(data.intento));
    else if (comando) this.#contar(this.store.run(comando, data, { now: this.ahora }));
    else throw new Error(`Nobody carries out ${type}.`);
  }

  #asignar(intento: number): Fact[] {
    if (this.#paradas.has(intento)) return [];
    if (this.#azar() < 0.4) return [AsignacionRechazada({ ordenId, codigo: 'SIN_CAPACIDAD', intento })];
    this.#paradas.set(intento, 'asignada');
    return [AsignacionHecha({ ...AsignacionHecha.example, intento })];
  }

  #retirar(intento: number): Fact[] {
    const parada = this.#paradas.get(intento);
    if (parada === 'retirada' || parada === 'hecha') return [];
    this.#paradas.set(intento, 'retirada');
    return [AsignacionRetirada({ ordenId, intento, enRuta: parada === 'enRuta' })];
  }

  /** A driver does something; or does not, and a deadline will pass. */
  #unaParada(): boolean {
    for (const [intento, parada] of this.#paradas) {
      const suerte = this.#azar();
      if (parada === 'asignada' && suerte < 0.1) {
        const cambio = (this.#cambios.get(intento) ?? 0) + 1;
        this.#cambios.set(intento, cambio);
        this.#decir(AsignacionCambiada({ ...AsignacionCambiada.example, intento, cambio }));
        return true;
      }
      if (parada === 'asignada' && suerte < 0.9) {
        this.#paradas.set(intento, 'enRuta');
        this.#decir(EntregaEnRuta({ ...EntregaEnRuta.example, intento }));
        return true;
      }
      if (parada === 'enRuta' && suerte < 0.9) {
        this.#paradas.set(intento, 'hecha');
        const fin =
          suerte < 0.5 ? EntregaFallida(EntregaFallida.example) : EntregaConfirmada(EntregaConfirmada.example);
        this.#decir({ ...fin, data: { ...fin.data, intento } });
        return true;
      }
    }
    return false;
  }

  #unPlazo(): boolean {
    this.#plazos.sort((a, b) => segundosEntre(b.vence, a.vence));
    const plazo = this.#plazos.shift();
    if (!plazo) return false;
    if (segundosEntre(this.ahora, plazo.vence) > 0) this.ahora = plazo.vence;
    this.#reaccionar(due(plazo.nombre, this.ahora));
    return true;
  }

  #contar(outcome: Outcome): void {
    if (!isRejection(outcome)) this.#decir(...Object.values(outcome).flat());
  }

  #decir(...hechos: readonly Fact[]): void {
    for (const hecho of hechos) if (hecho.type in entrega.handlers) this.#mensajes.push({ id: ++this.#numero, hecho });
  }
}

/** What the reservation of an order must be when the order has ended so. */
const RESERVA: Readonly<Record<string, readonly string[]>> = {
  entregada: ['despachada'],
  devuelta: ['devuelta'],
  rechazada: ['rechazada', 'liberada'],
  cancelada: ['rechazada', 'liberada', 'devuelta'],
};
const finales = new Set<string>();

test('toda orden llega a un fin, y la mercancía está donde ese fin dice, pase lo que pase en el bus', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(0, 2, 10), (semilla, cafe) => {
      const mundo = new Mundo(semilla, cafe);
      mundo.vivir();
      const { estado } = mundo.store.stateOf(orden, ordenId);
      const items = [inventarioId(NORTE, CAFE), inventarioId(SUR, CAFE), inventarioId(SUR, CACAO)].map((id) =>
        mundo.store.stateOf(inventario, id),
      );
      expect(mundo.saga.paso).toBe('terminada');
      expect(RESERVA[estado]).toContain(mundo.store.stateOf(reserva, ordenId).estado);
      expect(items.map(({ reservadas }) => reservadas)).toStrictEqual([0, 0, 0]);
      expect(items.reduce((total, { existencias }) => total + existencias, 0)).toBe(
        cafe + 4 - (estado === 'entregada' ? 4 : 0),
      );
      finales.add(estado);
    }),
    { numRuns: 1_500 },
  );
  expect([...finales].sort()).toStrictEqual(['cancelada', 'devuelta', 'entregada', 'rechazada']);
});

function mas(now: string, segundos: number): string {
  return new Date(Date.parse(now) + segundos * 1000).toISOString();
}

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
