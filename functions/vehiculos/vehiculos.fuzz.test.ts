import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { diaEnColombia } from '#events/comun/tiempo.ts';
import { EJEMPLO_DE_ENCARGO } from '#events/vehiculos/encargo.ts';
import { Custodia } from '#infra/lab/invariants/custodia.ts';
import { type AnyCommand, to, unitOfWork } from '#shared/model/command.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { isRejection, reject } from '#shared/model/rejection.ts';
import { NOW } from '#shared/testing/given.ts';
import { registrarBodega } from '../bodegas/commands/registrarBodega.ts';
import { Azar } from '../testing/azar.ts';
import { ACTOS, type Escena } from '../testing/gente.ts';
import { Registro } from '../testing/registro.ts';
import { masDias } from './calendario.ts';
import { vehiculos } from './contexto.ts';
import { entrega, haTerminado } from './entrega.ts';
import { plan, planIdDe } from './plan.ts';
import { recibidas, reserva } from './reserva.ts';
import { ordenN } from './testing/ejemplos.ts';
import { paradasAbiertas, vehiculo } from './vehiculo.ts';

const [NORTE, SUR] = ['BOG-NORTE', 'BOG-SUR'];
const PLACAS = ['ABC123', 'ABC124', 'XYZ789'];
const ORDENES = [1, 2, 3, 4, 5].map(ordenN);
const SKUS = ['CAFE-500', 'CACAO-250'];
/** Of a unit of any product. */
const KG = 5;
const ACTOR = { subject: 'calle', scopes: [] };
const comandos: Readonly<Record<string, AnyCommand>> = vehiculos.commands;
const GENTE = ACTOS.filter(({ comando }) => comando in comandos);

/** A warehouse scans what a vehicle has brought back, all of it and as good as new. */
const recibir = unitOfWork({
  over: { reserva },
  consults: { entrega },
  accepts: z.strictObject({ ordenId: OrdenId, bodegaId: BodegaId }),
  example: { ordenId: ordenN(1), bodegaId: NORTE },
  rejects: ['DEVOLUCION_NO_ESPERADA'],
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  streams: ({ ordenId }) => ({ entrega: [ordenId] }),
  decide: ({ ordenId, bodegaId }, states) => {
    const e = states.entrega[ordenId];
    if (e?.regresado !== bodegaId || e.plan || recibidas(states.reserva[ordenId], e) !== 'ninguna') {
      return reject('DEVOLUCION_NO_ESPERADA');
    }
    const lineas = SKUS.map((sku) => ({ sku, cantidad: 1, condicion: 'vendible' as const }));
    return [to(reserva, ordenId, DevolucionRecibida({ ordenId, bodegaId, lineas, completa: true, reingresa: true }))];
  },
});

/** Vehicles, plans and deliveries on one log, with what asks for deliveries, and people who do anything at any time. */
class Calle {
  readonly azar: Azar;
  readonly registro = new Registro(() => true);
  readonly custodia = new Custodia();
  readonly confirmadas = new Map<string, number>();
  ahora = NOW;
  #numero = 0;
  #partes = new Map<string, { bodegaId: string; sku: string; cantidad: number }[]>();

  constructor(semilla: number) {
    this.azar = new Azar(semilla);
    const coordenadas = { lat: 4.76, lon: -74.045 };
    for (const bodegaId of [NORTE, SUR]) {
      const bodega = { ...registrarBodega.example, bodegaId, coordenadas };
      this.#anotar(this.registro.run(registrarBodega, bodega, this.#contexto()));
    }
    for (const [n, vehiculoId] of PLACAS.entries()) {
      const ficha = { vehiculoId, base: coordenadas, capacidadM3: 1, capacidadKg: [60, 40, 50][n] };
      this.hacer('registrarVehiculo', { ...ficha, bodegaId: n === 2 ? SUR : NORTE });
    }
    for (const sku of SKUS) this.custodia.take({ type: 'ProductoRegistrado', data: { sku, pesoKg: KG } });
    for (const ordenId of ORDENES) this.#reservar(ordenId);
  }

  /** Somebody does something; whether it was done. */
  hacer(comando: string, datos: object): boolean {
    const command = comandos[comando];
    if (!command?.accepts.safeParse(datos).success) return false;
    return this.#anotar(this.registro.run(command, datos, this.#contexto())) > 0;
  }

  /** What follows for an order from what has happened: a search, goods that left, goods that are in a warehouse again. */
  seguir(ordenId: string): void {
    const e = this.registro.stateOf(entrega, ordenId);
    const suya = this.registro.stateOf(reserva, ordenId);
    if (e.estado === 'inexistente') {
      const cantidad = (de: string) => this.#de(ordenId, de);
      const lineas = SKUS.map((sku) => ({ sku, cantidad: cantidad(sku) }));
      const pesoKg = lineas.reduce((suma, linea) => suma + linea.cantidad * KG, 0);
      const partes = this.#partes.get(ordenId) ?? [];
      const que = { lineas, partes, pesoKg, volumenM3: 0.01, bodegaId: partes[0]?.bodegaId, ventana: undefined };
      this.hacer('planificarEntrega', { ordenId, intento: 1, encargo: { ...EJEMPLO_DE_ENCARGO, ...que } });
    } else if (recibidas(suya, e) === 'todas' && e.lugar === 'vehiculo' && this.azar.pasa(0.5)) {
      const partes = this.#partes.get(ordenId);
      const revision = this.registro.hechos.length;
      this.hacer('descargarEntrega', { ordenId, partes, bodegaId: partes?.[0]?.bodegaId, revision });
    } else if (e.estado === 'fallida') this.hacer('planificarEntrega', { ordenId, intento: e.intento + 1 });
    else if (e.estado !== 'porPlanificar') return;
    else if (e.sinPlan) this.hacer('buscarPlan', { ordenId });
    else this.hacer('planificarEntrega', { ordenId, intento: e.intento });
  }

  recibir(ordenId: string): void {
    const { regresado } = this.registro.stateOf(entrega, ordenId);
    if (regresado === undefined) return;
    const datos = { ordenId, bodegaId: regresado };
    if (this.#anotar(this.registro.run(recibir, datos, this.#contexto())) === 0) return;
    const vuelven = SKUS.map((sku) => ({ sku, cantidad: this.#aBordo(ordenId, sku), bodegaId: regresado }));
    const partes = vuelven.filter(({ cantidad }) => cantidad > 0);
    const quedan = (this.#partes.get(ordenId) ?? []).filter((parte) => !this.#cargada(ordenId, parte.bodegaId));
    for (const data of partes) {
      this.custodia.take({ type: 'InventarioDevuelto', data: { ...data, ordenId, condicion: 'vendible' } });
      this.custodia.take({ type: 'InventarioReservado', data: { ...data, ordenId } });
    }
    this.#partes.set(ordenId, sumadas([...partes, ...quedan]));
  }

  escena(): Escena {
    const hoy = diaEnColombia(this.ahora);
    const dias = [hoy, masDias(hoy, 1)];
    return {
      azar: this.azar,
      ahora: this.ahora,
      dias,
      ordenes: ORDENES,
      devueltas: [],
      vehiculos: PLACAS,
      bodegas: [NORTE, SUR],
      skus: SKUS,
    };
  }

  pasar(minutos: number): void {
    this.ahora = new Date(Date.parse(this.ahora) + minutos * 60_000).toISOString();
  }

  #reservar(ordenId: string): void {
    const partes = SKUS.map((sku) => ({
      sku,
      cantidad: 1 + this.azar.hasta(3),
      bodegaId: this.azar.uno([NORTE, NORTE, SUR]),
    }));
    this.#partes.set(ordenId, partes);
    for (const parte of partes) {
      this.custodia.take({ type: 'InventarioIngresado', data: parte });
      this.custodia.take({ type: 'InventarioReservado', data: { ...parte, ordenId } });
    }
  }

  #de(ordenId: string, sku: string): number {
    return (this.#partes.get(ordenId) ?? [])
      .filter((parte) => parte.sku === sku)
      .reduce((suma, { cantidad }) => suma + cantidad, 0);
  }

  #aBordo(ordenId: string, sku: string): number {
    const { aBordo } = this.custodia.de(ordenId);
    return aBordo
      .entries()
      .filter(([clave]) => clave.endsWith(`:${sku}`))
      .reduce((suma, [, cuantas]) => suma + cuantas, 0);
  }

  #cargada(ordenId: string, bodegaId: string): boolean {
    return this.registro.stateOf(entrega, ordenId).cargadas.includes(bodegaId);
  }

  /** Holds what was done against the laws; how many facts it was. */
  #anotar(hechos: readonly Recorded[] | { readonly rejected: string }): number {
    if (isRejection(hechos)) return 0;
    const nuevos = hechos as readonly Recorded[];
    for (const hecho of nuevos) {
      this.custodia.take(hecho);
      const { ordenId } = hecho.data;
      if (hecho.type === 'EntregaConfirmada') this.confirmadas.set(ordenId, (this.confirmadas.get(ordenId) ?? 0) + 1);
    }
    return nuevos.length;
  }

  #contexto() {
    return { now: this.ahora, id: ordenN(1_000 + ++this.#numero), actor: ACTOR };
  }
}

/** Of each product of each warehouse once. */
function sumadas(partes: readonly { bodegaId: string; sku: string; cantidad: number }[]) {
  const porClave = new Map<string, { bodegaId: string; sku: string; cantidad: number }>();
  for (const parte of partes) {
    const clave = `${parte.bodegaId}:${parte.sku}`;
    porClave.set(clave, { ...parte, cantidad: parte.cantidad + (porClave.get(clave)?.cantidad ?? 0) });
  }
  return [...porClave.values()];
}

/** A history of up to so many steps, after each of which `mirar` looks. */
function recorrer(semilla: number, pasos: number, mirar: (calle: Calle) => void): Calle {
  const calle = new Calle(semilla);
  const { azar } = calle;
  for (let paso = 0; paso < pasos; paso++) {
    const suerte = azar.numero();
    if (suerte < 0.3) calle.seguir(azar.uno(ORDENES));
    else if (suerte < 0.36) calle.recibir(azar.uno(ORDENES));
    else if (suerte < 0.38) calle.hacer('retirarEntrega', { ordenId: azar.uno(ORDENES), motivo: 'Cancelada' });
    else if (suerte < 0.46) calle.pasar(azar.hasta(azar.pasa(0.2) ? 1_440 : 30));
    else {
      const { comando, datos } = azar.segun(GENTE);
      calle.hacer(comando, datos(calle.escena()));
    }
    mirar(calle);
  }
  return calle;
}

const historias = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 200 }));

/** Where an order has a stop that is still to be made: in plans, and on routes. */
function paradasDe({ registro, ahora }: Calle, ordenId: string): string[] {
  const hoy = diaEnColombia(ahora);
  const dias = Array.from({ length: 30 }, (_, n) => masDias(hoy, 2 - n));
  return PLACAS.flatMap((vehiculoId) => [
    ...dias.flatMap((dia) => {
      const planId = planIdDe(vehiculoId, dia);
      return registro
        .stateOf(plan, planId)
        .paradas.filter((una) => una.ordenId === ordenId)
        .map(() => planId);
    }),
    ...paradasAbiertas(registro.stateOf(vehiculo, vehiculoId))
      .filter((una) => una.ordenId === ordenId)
      .map(() => vehiculoId),
  ]);
}

test('la mercancía de una orden está en un solo lugar, nadie entrega lo que no lleva y nada excede la capacidad', () => {
  fc.assert(
    fc.property(historias, ([semilla, pasos]) => {
      const { custodia } = recorrer(semilla, pasos, (calle) => expect(calle.custodia.violations).toStrictEqual([]));
      expect(custodia.sums()).toStrictEqual([]);
    }),
    { numRuns: 80 },
  );
});

test('una orden tiene una parada por hacer, o ninguna, y su entrega dice cuál', () => {
  fc.assert(
    fc.property(historias, ([semilla, pasos]) => {
      recorrer(semilla, pasos, (calle) => {
        for (const ordenId of ORDENES) {
          const { estado, plan: suyo, viaje } = calle.registro.stateOf(entrega, ordenId);
          const dice = suyo ? [planIdDe(suyo.vehiculoId, suyo.dia)] : estado === 'enRuta' ? [viaje?.vehiculoId] : [];
          expect(paradasDe(calle, ordenId)).toStrictEqual(dice);
        }
      });
    }),
    { numRuns: 30 },
  );
});

test('lo que un vehículo trae puede recibirse cuando está en su base, y después solo lo que nadie ha de llevar; lo recibido no sale con él', () => {
  fc.assert(
    fc.property(historias, ([semilla, pasos]) => {
      recorrer(semilla, pasos, ({ registro }) => {
        for (const ordenId of ORDENES) {
          const e = registro.stateOf(entrega, ordenId);
          const { estado, lugar, en = '', regresado } = e;
          if (recibidas(registro.stateOf(reserva, ordenId), e) !== 'ninguna') expect(estado).not.toBe('enRuta');
          else if (lugar === 'vehiculo') {
            const { ruta, ficha } = registro.stateOf(vehiculo, en);
            if (!ruta || (haTerminado(e) && regresado !== undefined)) expect(regresado).toBe(ficha?.bodegaId);
            else expect(regresado).toBeUndefined();
          }
        }
      });
    }),
    { numRuns: 50 },
  );
});

test('una entrega se confirma una vez, y lo que no se visitó no cuenta como intento', () => {
  fc.assert(
    fc.property(historias, ([semilla, pasos]) => {
      const { registro, confirmadas } = recorrer(semilla, pasos, () => undefined);
      expect([...confirmadas.values()].filter((veces) => veces > 1)).toStrictEqual([]);
      for (const ordenId of ORDENES) {
        const hechos = registro.stream(`entrega#${ordenId}`);
        const fallos = hechos.filter(({ type }) => type === 'EntregaFallida').length;
        const intentos = new Set(hechos.filter(({ type }) => type === 'EntregaEnRuta').map(({ data }) => data.intento));
        expect(intentos.size).toBeLessThanOrEqual(fallos + 1);
      }
    }),
    { numRuns: 50 },
  );
});
