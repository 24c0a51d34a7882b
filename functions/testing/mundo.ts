import { Custodia } from '#infra/lab/invariants/custodia.ts';
import type { AnyCommand } from '#shared/model/command.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { isRejection } from '#shared/model/rejection.ts';
import type { Request } from '#shared/model/request.ts';
import { NOW } from '#shared/testing/given.ts';
import { contextos } from '../contextos.ts';
import { cumplimiento } from '../entregas/sagas/cumplimiento.ts';
import { Azar } from './azar.ts';
import { type Resultado, reubicar } from './maquinaria.ts';
import { Registro } from './registro.ts';
import { type Pasado, Seguimiento } from './seguimiento.ts';

const comandos = new Map<string, AnyCommand>(contextos.flatMap(({ commands }) => Object.entries(commands)));

/** Who acts: an operator, or a function of ours. */
const ACTOR = { subject: 'vida', scopes: [] };

type Mensaje =
  | { readonly a: 'saga' | 'reubicador'; readonly hecho: Recorded }
  | { readonly a: 'comando'; readonly id: string; readonly peticion: Request };

/** What makes `reubicador` look. */
const MERMAS: ReadonlySet<string> = new Set(['InventarioAjustado', 'InventarioCorregido', 'InventarioDevuelto']);

/**
 * All contexts on one log, in memory, by their real declarations: commands decide, the saga follows, views lag behind. The
 * bus loses messages (they lie in the dead letters until somebody sends them again), delays, repeats and reorders them.
 */
export class Mundo {
  readonly azar: Azar;
  readonly registro: Registro;
  readonly saga: Seguimiento;
  readonly custodia = new Custodia();
  readonly ordenes: string[] = [];
  ahora = NOW;
  #mensajes: Mensaje[] = [];
  #muertos: Mensaje[] = [];
  #plazos: NonNullable<Pasado['plazo']>[] = [];
  #numero = 0;
  #retraso = 0.2;

  constructor(semilla: number) {
    this.azar = new Azar(semilla);
    this.registro = new Registro(() => !this.azar.pasa(this.#retraso));
    this.saga = new Seguimiento(cumplimiento, this.registro);
  }

  /** Somebody does something. */
  readonly hacer = (comando: string, datos: unknown): Resultado =>
    this.#ejecutar(comando, datos, { id: uuid(++this.#numero), actor: ACTOR });

  /** A customer orders something. */
  crear(datos: unknown): void {
    const id = uuid(++this.#numero);
    if (this.#ejecutar('crearOrden', datos, { id, actor: ACTOR }).hechos > 0) this.ordenes.push(id);
  }

  /** The bus brings something, or does not; whether there was anything to bring. */
  mensaje(): boolean {
    const [mensaje] = this.#mensajes.splice(this.azar.hasta(this.#mensajes.length), 1);
    if (!mensaje) return false;
    if (this.azar.pasa(0.05)) this.#muertos.push(mensaje);
    else {
      if (this.azar.pasa(0.1)) this.#mensajes.push(mensaje);
      this.#recibir(mensaje);
    }
    return true;
  }

  /** What the saga is to be told of by now. */
  pasar(segundos: number): void {
    const hasta = Date.parse(this.ahora) + segundos * 1_000;
    const vencidos = this.#plazos.filter(({ vence }) => vence <= hasta);
    this.#plazos = this.#plazos.filter(({ vence }) => vence > hasta);
    this.ahora = new Date(hasta).toISOString();
    this.#mensajes.push(...vencidos.map(({ hecho }) => ({ a: 'saga' as const, hecho })));
  }

  /** Brings all that there is to bring, the dead letters too, and shows all that has happened in the views. */
  asentar(): void {
    this.#retraso = 0;
    while (this.#mensajes.length > 0 || this.#muertos.length > 0) {
      while (this.mensaje());
      this.#mensajes = this.#muertos;
      this.#muertos = [];
    }
    this.#retraso = 0.2;
  }

  #recibir(mensaje: Mensaje): void {
    switch (mensaje.a) {
      case 'saga':
        this.#seguir(this.saga.tomar(mensaje.hecho, this.ahora));
        break;
      case 'comando':
        this.#ejecutar(mensaje.peticion.type, mensaje.peticion.data, { id: mensaje.id, actor: ACTOR });
        break;
      default:
        if (!reubicar(this, mensaje.hecho.data)) this.#muertos.push(mensaje);
    }
  }

  #seguir({ peticiones, plazo }: Pasado): void {
    this.#mensajes.push(...peticiones.map((una) => ({ a: 'comando' as const, ...una })));
    if (plazo) this.#plazos.push(plazo);
  }

  #ejecutar(nombre: string, datos: unknown, quien: { readonly id: string; readonly actor: typeof ACTOR }): Resultado {
    const comando = comandos.get(nombre);
    if (!comando) throw new Error(`Nobody carries out ${nombre}.`);
    const hechos = this.registro.run(comando, datos, { now: this.ahora, ...quien });
    if (isRejection(hechos)) return { hechos: 0, rechazo: hechos.rejected };
    for (const hecho of hechos) {
      this.custodia.take(hecho);
      if (hecho.type in cumplimiento.facts) this.#mensajes.push({ a: 'saga', hecho });
      if (MERMAS.has(hecho.type)) this.#mensajes.push({ a: 'reubicador', hecho });
    }
    if (this.custodia.violations.length > 0) throw new Error(this.custodia.violations.join('\n'));
    return { hechos: hechos.length };
  }
}

/** The nth id of a world. */
export function uuid(n: number): string {
  return `0f8fad5b-d9cb-469f-a165-${String(n).padStart(12, '0')}`;
}
