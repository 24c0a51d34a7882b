import WebSocket from 'ws';
import { connect, type GlobalOptions } from '../connection.ts';
import { UsageError } from '../failures.ts';
import { noteInterruption } from '../interruption.ts';
import { say, show } from '../output.ts';

/** Between two tries to connect, in milliseconds: it doubles up to the second. */
const PAUSES_MS = [1_000, 30_000] as const;
const BEAT_MS = 45_000;

/** Shows each change of a topic on a line, and comes back when the connection ends. Throws UsageError for a topic that is refused. */
export async function vivo(topic: string, options: GlobalOptions): Promise<void> {
  const { liveUrl, token } = connect(options);
  if (!liveUrl)
    throw new UsageError('no se sabe dónde está el canal en vivo: arranque la red con npm start, o defina ALPES_LIVE');
  if (!token) throw new UsageError('falta un token: defina ALPES_TOKEN, o arranque la red con npm start');
  const interruption = noteInterruption();
  let pause: number = PAUSES_MS[0];
  while (!interruption.signal.aborted) {
    const heard = await listen({ liveUrl, token, topic }, interruption.signal, (row) =>
      show(options, row, () => lineOf(row)),
    );
    if (interruption.signal.aborted) break;
    pause = heard ? PAUSES_MS[0] : Math.min(2 * pause, PAUSES_MS[1]);
    say(`La conexión terminó; se intenta de nuevo en ${pause / 1_000} s`);
    await waiting(pause, interruption.signal);
  }
  interruption.end();
}

interface Row {
  readonly vista: string;
  readonly clave: string;
  readonly version: number;
  readonly en: string;
  readonly fila?: Readonly<Record<string, unknown>>;
}

interface Place {
  readonly liveUrl: string;
  readonly token: string;
  readonly topic: string;
}

/** Listens until the connection ends; gives whether it was one. Throws UsageError for a topic that is refused. */
function listen({ liveUrl, token, topic }: Place, signal: AbortSignal, give: (row: Row) => void): Promise<boolean> {
  const socket = new WebSocket(liveUrl, ['alpes.v1', `token.${token}`]);
  const send = (message: object) => socket.send(JSON.stringify(message));
  const beat = setInterval(() => socket.readyState === WebSocket.OPEN && send({ accion: 'latido' }), BEAT_MS);
  let opened = false;
  signal.addEventListener('abort', () => socket.terminate(), { once: true });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      opened = true;
      send({ accion: 'suscribir', tema: topic });
    });
    socket.on('error', (error) => say(error.message));
    socket.on('message', (data) => {
      const { tipo, novedades = [], problema } = JSON.parse(String(data));
      if (tipo === 'suscrito') say(`En vivo: ${topic}`);
      if (tipo === 'negado') {
        socket.terminate();
        reject(new UsageError(`no se puede seguir "${topic}": ${problema.detail ?? problema.title}`));
      }
      for (const row of novedades) give(row);
    });
    socket.on('close', () => {
      clearInterval(beat);
      resolve(opened);
    });
  });
}

function lineOf({ vista, clave, version, en, fila }: Row): string {
  return [en.slice(11, 19), vista, clave, `v${version}`, fila?.estado].filter(Boolean).join('  ');
}

function waiting(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
