import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import type { Request } from '#shared/model/request.ts';
import type { Step } from '#shared/model/sagaState.ts';
import { asStored } from '#shared/testing/given.ts';
import { late, react } from '#shared/testing/givenSaga.ts';
import { Azar } from '../testing/azar.ts';
import type { Cumplimiento } from './cumplimiento.ts';
import { cumplimiento } from './sagas/cumplimiento.ts';
import { ACTOS, avanzar } from './testing/gente.ts';
import { PETICIONES } from './testing/peticiones.ts';
import { type Hecho, Situacion } from './testing/situacion.ts';

/**
 * One order in a small world: people who do what they may at any time, warehouses and vehicles that carry requests out in
 * any order, and the saga, which takes each of the three streams in its order, interleaved in any way.
 */
class Mundo {
  readonly azar: Azar;
  readonly situacion: Situacion;
  /** The assignments, and losses of one, that the order was told of, as numbers that grow. */
  readonly asignaciones: number[] = [];
  estado: Cumplimiento = cumplimiento.initial;
  readonly #peticiones: Request[] = [];

  constructor(semilla: number) {
    this.azar = new Azar(semilla);
    this.situacion = new Situacion(this.azar);
  }

  /** Something happens. */
  algo(): void {
    const suerte = this.azar.numero();
    if (suerte < 0.3) this.#llega();
    else if (suerte < 0.55) this.#cumple();
    else if (suerte < 0.58) this.#vence();
    else {
      const acto = this.azar.segun(ACTOS);
      if (acto.puede(this.situacion)) acto.hace(this.situacion);
    }
  }

  /** People do what is to be done until the order has ended. Throws when it does not. */
  terminar(): void {
    for (let n = 0; n < 2_000; n++) {
      if (this.#peticiones.length > 0) this.#cumple();
      else if (this.situacion.pendientes.length > 0) this.#llega();
      else if (this.estado.paso === 'terminada' && this.situacion.en('vehiculo').length === 0) return;
      else if (!avanzar(this.situacion)) this.#vence();
    }
    throw new Error(`It does not end: ${JSON.stringify(this.estado)}`);
  }

  /** The saga is given the next fact of a stream; before one that builds on others, all that happened before it. */
  #llega(): void {
    const { pendientes } = this.situacion;
    const primeros = pendientes.filter((uno) => pendientes.find(({ flujo }) => flujo === uno.flujo) === uno);
    if (primeros.length === 0) return;
    const hecho = this.azar.uno(primeros);
    const lee = hecho.hecho.type === DevolucionRecibida.type || this.estado.paso === 'inicio';
    for (const otro of pendientes) if (otro === hecho || (lee && otro.n < hecho.n)) this.#toma(otro);
  }

  #toma(uno: Hecho): void {
    this.situacion.pendientes = this.situacion.pendientes.filter((otro) => otro !== uno);
    const respuesta = react(cumplimiento, this.estado, uno.hecho);
    if (respuesta === 'awaits') throw new Error(`${this.estado.paso} waits for what came after ${uno.hecho.type}.`);
    if (respuesta) this.#pasar(respuesta);
  }

  /** The deadline of the state passes: all that has happened is known first. */
  #vence(): void {
    const { paso } = this.estado;
    while (this.situacion.pendientes.length > 0) this.#llega();
    const respuesta = this.estado.paso === paso ? react(cumplimiento, this.estado, late) : undefined;
    if (respuesta && respuesta !== 'awaits') this.#pasar(respuesta);
  }

  #pasar({ state, requests }: Step<Cumplimiento>): void {
    this.estado = asStored(state);
    for (const peticion of asStored(requests)) {
      const { type, data } = peticion;
      const forma = cumplimiento.requests.find((una) => una.type === type)?.schema;
      expect(forma?.safeParse(data).success, `${type}: ${JSON.stringify(data)}`).toBe(true);
      if (type === 'asignarOrden' || type === 'desasignarOrden')
        this.asignaciones.push(data.intento * 1_000 + data.cambio);
      this.#peticiones.push(peticion);
    }
  }

  /** Somebody carries a request out. */
  #cumple(): void {
    const [peticion] = this.#peticiones.splice(this.azar.hasta(this.#peticiones.length), 1);
    if (peticion) PETICIONES[peticion.type]?.(this.situacion, peticion.data);
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
      const { estado, situacion, asignaciones } = mundo;
      if (estado.paso !== 'terminada') throw new Error(`It stays in ${estado.paso}.`);
      finales.add(estado.fin);
      for (const { lugar, enLibros } of situacion.partes) {
        expect(LUGARES[estado.fin]).toContain(lugar);
        expect(enLibros).toBe(lugar === 'persona' ? 'fuera' : 'libre');
      }
      const entregada = estado.fin === 'entregada' || estado.fin === 'entregadaParcial';
      expect(entregada).toBe(situacion.entrega === 'entregada');
      expect(asignaciones).toStrictEqual([...new Set(asignaciones)].sort((a, b) => a - b));
    }),
    { numRuns: 1_000 },
  );
  expect([...finales].sort()).toStrictEqual(Object.keys(LUGARES).sort());
  expect([...pasos].sort()).toStrictEqual(Object.keys(cumplimiento.states).sort());
});
