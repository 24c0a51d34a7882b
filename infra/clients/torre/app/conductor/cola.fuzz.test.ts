import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Accion,
  anotada,
  type Cola,
  esDefinitiva,
  leida,
  lugarDe,
  reintentada,
  type Tipo,
  VACIA,
} from './cola.ts';
import { enviarCola, type Medios } from './envio.ts';

const LUIS = 'conductor-07';

/** What becomes of one request: nothing comes back though it arrived or not, or a status does. */
type Suerte = 'perdida' | 'sinVuelta' | 'bien' | 401 | 409 | 429 | 500 | 'hora' | 'ya';

/** What the telephone does with a write: it keeps it, or the page ends before that, or right after it. */
type Escritura = 'bien' | 'antes' | 'despues';

/** How the server says that something is so already, and not by this. */
const YA: Partial<Record<Tipo, string>> = {
  salida: 'VEHICULO_EN_RUTA',
  deshacer: 'RUTA_EMPEZADA',
  entrega: 'ENTREGA_REGISTRADA',
  fallo: 'PARADA_TERMINADA',
  fin: 'RUTA_NO_INICIADA',
};

class Fin extends Error {}

/** A server that does everything once for each key, and a telephone whose page ends at any step. */
class Mundo {
  guardada: string = JSON.stringify(VACIA);
  readonly efectos: { readonly clave: string; readonly id: unknown }[] = [];
  readonly enVuelo: string[] = [];
  readonly #rechazadas = new Map<string, string>();
  readonly #suertes: Suerte[];
  readonly #escrituras: Escritura[];
  #claves = 0;

  constructor(suertes: readonly Suerte[], escrituras: readonly Escritura[]) {
    this.#suertes = [...suertes];
    this.#escrituras = [...escrituras];
  }

  get cola(): Cola {
    return leida(JSON.parse(this.guardada));
  }

  /** The actions that had an effect, in its order: what they were, whatever key they had at the end. */
  get hechos(): readonly unknown[] {
    return this.efectos.map(({ id }) => id);
  }

  anotar(accion: Accion): void {
    this.guardada = JSON.stringify(anotada(this.cola, accion));
  }

  /** Whoever drives asks once more for all that was refused. */
  reintentar(): void {
    this.guardada = JSON.stringify(this.cola.acciones.reduce((cola, { clave }) => reintentada(cola, clave), this.cola));
  }

  readonly medios: Medios = {
    leer: async () => this.cola,
    cambiar: async (cambio) => {
      const escritura = this.#escrituras.shift() ?? 'bien';
      if (escritura === 'antes') throw new Fin();
      this.guardada = JSON.stringify(cambio(this.cola));
      if (escritura === 'despues') throw new Fin();
    },
    subir: async () => {
      const suerte = this.#suertes.shift() ?? 'bien';
      return typeof suerte === 'number' && suerte !== 409 ? { status: suerte } : 'evidencias/una.jpg';
    },
    enviar: async ({ clave, tipo, cuerpo }) => {
      expect(this.enVuelo, 'one at a time').toStrictEqual([]);
      expect(this.cola.hechas.map((una) => una.clave)).not.toContain(clave);
      this.enVuelo.push(clave);
      const suerte = this.#suertes.shift() ?? 'bien';
      await undefined;
      this.enVuelo.pop();
      if (suerte === 'perdida') return { status: 0 };
      if (typeof suerte === 'number' && suerte !== 409) return { status: suerte };
      const conocida = this.efectos.some((uno) => uno.clave === clave);
      const yaEsAsi = suerte === 'ya' ? YA[tipo] : undefined;
      const codigo = this.#rechazadas.get(clave) ?? yaEsAsi ?? (suerte === 409 ? 'MERCANCIA_SIN_RECOGER' : undefined);
      if (!conocida && codigo !== undefined) {
        this.#rechazadas.set(clave, codigo);
        return { status: 409, codigo };
      }
      if (!conocida && suerte === 'hora' && 'entregadaEn' in cuerpo) return { status: 422, codigo: 'HORA_IMPOSIBLE' };
      if (!conocida) this.efectos.push({ clave, id: cuerpo.id });
      return { status: suerte === 'sinVuelta' ? 0 : 200 };
    },
    nuevaClave: () => `nueva-${++this.#claves}`,
    ahora: () => '2026-11-27T15:00:00.000Z',
  };

  async pasada() {
    try {
      return await enviarCola(this.medios, LUIS);
    } catch (error) {
      if (!(error instanceof Fin)) throw error;
      return 'fin';
    }
  }
}

const tipos: Record<Tipo, object> = {
  salida: {},
  deshacer: {},
  recogida: { bodegaId: 'BOG-SUR' },
  entrega: {},
  fallo: {},
  averia: {},
  arreglo: {},
  fin: {},
};

const acciones = fc
  .array(
    fc.record({
      tipo: fc.constantFrom(...(Object.keys(tipos) as Tipo[])),
      orden: fc.constantFrom('a', 'b', 'c'),
      vehiculoId: fc.constantFrom('ALN000', 'ALN000', 'ALN001'),
      foto: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((todas) =>
    todas.map(({ tipo, orden, vehiculoId, foto }, n): Accion => {
      const deParada = tipo === 'entrega' || tipo === 'fallo';
      return {
        clave: `clave-${n}`,
        tipo,
        conductorId: LUIS,
        vehiculoId,
        ...(deParada && { ordenId: orden }),
        ...tipos[tipo],
        cuerpo: { id: `clave-${n}`, ...(tipo === 'entrega' && { entregadaEn: '2026-11-27T14:00:00.000Z' }) },
        en: '2026-11-27T14:00:00.000Z',
        ...(tipo === 'entrega' && foto && { foto }),
        intentos: 0,
      };
    }),
  );

const suertes = (cuales: readonly Suerte[]) => fc.array(fc.constantFrom(...cuales), { maxLength: 30 });
const escrituras = fc.array(fc.constantFrom<Escritura>('bien', 'bien', 'bien', 'antes', 'despues'), { maxLength: 20 });
const TODAS: readonly Suerte[] = ['perdida', 'sinVuelta', 'bien', 'bien', 401, 409, 429, 500, 'hora', 'ya'];

/** Notes actions between passes, and goes on until nothing moves any more. */
async function vivir(mundo: Mundo, todas: readonly Accion[]): Promise<void> {
  for (const accion of todas) {
    mundo.anotar(accion);
    await mundo.pasada();
  }
  await hastaQueReposa(mundo);
  mundo.reintentar();
  await hastaQueReposa(mundo);
}

async function hastaQueReposa(mundo: Mundo): Promise<void> {
  for (let n = 0; n < 80; n++) if ((await mundo.pasada()) === 'bien') return;
  throw new Error('It never comes to rest.');
}

test('nothing is lost and nothing is done twice, whatever the network, the server and the telephone do', () =>
  fc.assert(
    fc.asyncProperty(acciones, suertes(TODAS), escrituras, async (todas, suerte, escritura) => {
      const mundo = new Mundo(suerte, escritura);
      await vivir(mundo, todas);
      const { acciones: quedan, hechas } = mundo.cola;
      const efectos = mundo.hechos;
      expect(new Set(efectos).size).toBe(efectos.length);
      // What is done had its effect, or is so by another's doing.
      const sabidas = new Set(hechas.map(({ clave }) => clave));
      expect(mundo.efectos.filter(({ clave }) => !sabidas.has(clave))).toStrictEqual([]);
      const propias = new Set(mundo.efectos.map(({ clave }) => clave));
      const cumplidas = hechas.filter(({ clave }) => !propias.has(clave));
      expect(cumplidas.filter(({ tipo }) => tipo !== 'salida' && tipo !== 'fin')).toStrictEqual([]);
      // Only a start behind an undoing that was refused is neither done nor there any more.
      const constan = new Set([
        ...efectos,
        ...cumplidas.map(({ clave }) => clave),
        ...quedan.map(({ cuerpo }) => cuerpo.id),
      ]);
      const faltan = todas.filter(({ clave }) => !constan.has(clave));
      const sinDeshacer = quedan.filter(({ tipo, rechazo }) => tipo === 'deshacer' && rechazo?.codigo === YA.deshacer);
      expect(faltan.filter(({ tipo }) => tipo !== 'salida')).toStrictEqual([]);
      expect(faltan.length).toBeLessThanOrEqual(sinDeshacer.length);
      // What stays was refused, or waits for something that was and may be sent again.
      const frenan = quedan.filter((una) => una.rechazo && !esDefinitiva(una)).map(({ vehiculoId }) => vehiculoId);
      expect(quedan.filter(({ rechazo, vehiculoId }) => !rechazo && !frenan.includes(vehiculoId))).toStrictEqual([]);
    }),
    { numRuns: 400 },
  ));

test('of one stop, and around what is of the whole route, the order is kept', () =>
  fc.assert(
    fc.asyncProperty(acciones, suertes(TODAS), escrituras, async (todas, suerte, escritura) => {
      const mundo = new Mundo(suerte, escritura);
      await vivir(mundo, todas);
      const puesto = new Map(mundo.hechos.map((id, n) => [id, n]));
      const frenan = new Set(mundo.cola.acciones.filter((una) => !esDefinitiva(una)).map(({ cuerpo }) => cuerpo.id));
      for (const [n, una] of todas.entries())
        for (const antes of todas.slice(0, n)) {
          const lugares = [lugarDe(antes), lugarDe(una)];
          const atadas = antes.vehiculoId === una.vehiculoId && (lugares.includes('ruta') || lugares[0] === lugares[1]);
          const puestoDeUna = puesto.get(una.clave);
          if (!atadas || puestoDeUna === undefined) continue;
          expect(frenan).not.toContain(antes.clave);
          expect(puesto.get(antes.clave) ?? -1).toBeLessThan(puestoDeUna);
        }
    }),
    { numRuns: 400 },
  ));

test('without refusals a vehicle is told of in the very order in which things were done', () =>
  fc.assert(
    fc.asyncProperty(
      acciones,
      suertes(['perdida', 'sinVuelta', 'bien', 401, 429, 'hora']),
      escrituras,
      async (todas, suerte, escritura) => {
        const mundo = new Mundo(suerte, escritura);
        await vivir(mundo, todas);
        const efectos = mundo.hechos;
        for (const placa of ['ALN000', 'ALN001']) {
          const suyas = todas.filter(({ vehiculoId }) => vehiculoId === placa).map(({ clave }) => clave);
          expect(efectos.filter((id) => suyas.includes(id as string))).toStrictEqual(suyas);
        }
      },
    ),
    { numRuns: 300 },
  ));
