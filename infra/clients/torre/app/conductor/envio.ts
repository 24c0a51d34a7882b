import {
  type Accion,
  type Apartadas,
  type Cola,
  conEvidencia,
  hecha,
  intentada,
  juzgar,
  type Rechazo,
  rechazada,
  siguiente,
  sinHora,
} from './cola.ts';

/** What the queue is sent with. */
export interface Medios {
  /** The queue as it is kept now. */
  leer(): Promise<Cola>;
  /** Changes what is kept, at once and wholly or not at all. */
  cambiar(cambio: (cola: Cola) => Cola): Promise<unknown>;
  /** Brings the picture of an action; what it is called from then on, or what the server said. */
  subir(accion: Accion): Promise<string | Rechazo>;
  /** Sends an action; status 0 when nothing came back. */
  enviar(accion: Accion): Promise<Rechazo>;
  nuevaClave(): string;
  /** ISO 8601. */
  ahora(): string;
}

/** How a pass over the queue ended. `sesion`: somebody must sign in. */
export type Pasada = 'bien' | 'espera' | 'sesion';

/** After so many faults of the server at one action, the others of other stops go on. */
const TERCO = 3;

/**
 * Sends what waits, one after another in its order. Each change is kept before the next step, so that whatever ends the page
 * ends it between two steps; what was sent and not kept as sent is sent again, with the same key.
 */
export async function enviarCola(medios: Medios, conductorId: string): Promise<Pasada> {
  const apartadas: Apartadas = { vehiculos: new Set(), claves: new Set() };
  for (;;) {
    const accion = siguiente(await medios.leer(), conductorId, apartadas);
    if (!accion) return apartadas.vehiculos.size + apartadas.claves.size > 0 ? 'espera' : 'bien';
    await medios.cambiar((cola) => intentada(cola, accion.clave));
    const juicio = await enviarUna(medios, { ...accion, intentos: accion.intentos + 1 });
    if (juicio === 'sesion') return 'sesion';
    if (juicio === 'espera') apartadas.vehiculos.add(accion.vehiculoId);
    if (juicio === 'terco') apartadas.claves.add(accion.clave);
  }
}

async function enviarUna(medios: Medios, accion: Accion) {
  const { clave } = accion;
  if (accion.foto) {
    const subida = await medios.subir(accion);
    if (typeof subida !== 'string') return asentar(medios, accion, subida);
    await medios.cambiar((cola) => conEvidencia(cola, clave, subida));
    return undefined;
  }
  return asentar(medios, accion, await medios.enviar(accion));
}

async function asentar(medios: Medios, accion: Accion, respuesta: Rechazo) {
  const { clave, intentos } = accion;
  const juicio = juzgar(accion, respuesta);
  switch (juicio) {
    case 'hecha':
      await medios.cambiar((cola) => hecha(cola, clave, medios.ahora()));
      return undefined;
    case 'rechazada':
      await medios.cambiar((cola) => rechazada(cola, clave, respuesta));
      return undefined;
    case 'hora': {
      const nueva = medios.nuevaClave();
      await medios.cambiar((cola) => sinHora(cola, clave, nueva));
      return undefined;
    }
    case 'espera':
      return respuesta.status === 500 && intentos >= TERCO ? 'terco' : 'espera';
    case 'sesion':
      return 'sesion';
  }
}
