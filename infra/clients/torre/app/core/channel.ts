import { effect, signal } from '@preact/signals';
import { serverTime } from './clock.ts';
import { told } from './config.ts';
import { caller, SignedOut, sessionEnded, token } from './session.ts';
import { type News, receive } from './store.ts';

/** How the page gets what is new, and since when by `Date.now()`. */
export interface Connection {
  readonly state: 'conectando' | 'vivo' | 'reconectando' | 'desactualizado' | 'sondeo' | 'sinConexion';
  readonly since: number;
}

/** What is watched, and what to do whenever it begins to come, the first time as after an interruption: read it. */
interface Watched {
  readonly topic: string;
  readonly onJoined: () => void;
}

interface Socket {
  readonly web: WebSocket;
  /** Topics that it was asked for. */
  readonly asked: Set<string>;
  /** Those of them that the server has not said yes to. */
  readonly joining: Set<string>;
  heardAt: number;
}

type Told =
  | { readonly tipo: 'novedades'; readonly novedades: readonly News[] }
  | { readonly tipo: 'suscrito' | 'cancelado'; readonly tema: string }
  | { readonly tipo: 'negado'; readonly tema: string; readonly problema?: unknown }
  | { readonly tipo: 'latido' };

const PROTOCOL = 'alpes.v1';
const POLL_MS = 5_000;
const LOOK_MS = 5_000;
/** API Gateway closes a connection on which nothing was said for ten minutes. */
const SILENT_MS = 45_000;
const DEAD_MS = 60_000;
/** Once there is a network again, a connection that does not answer within this did not outlive its loss. */
const ANSWER_MS = 5_000;
/** API Gateway closes each connection after two hours. */
const AGE_MS = 110 * 60_000;
/** Before the token of a connection ends. */
const BEFORE_MS = 45_000;
const WAIT_MS = { first: 1_000, most: 30_000 };
/** An interruption that is shorter is not worth a word. */
const UNSAID_MS = 2_000;

/** What stands beside the name of who looks. */
export const connection = signal<Connection>({ state: told.vivo ? 'conectando' : 'sondeo', since: Date.now() });
/** When the page last heard from the server, by the server's clock. */
export const heardAt = signal(serverTime());

const watched = new Set<Watched>();
let current: Socket | undefined;
let next: Socket | undefined;
let tries = 0;
/** The token of a connection that did not open: the server may have refused it, which a browser does not tell. */
let unopened: string | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let renewal: ReturnType<typeof setTimeout> | undefined;
let unsaid: ReturnType<typeof setTimeout> | undefined;

/**
 * Watches a topic (`tablero`, `orden:…`): what is new of it goes to the store. It is read by `onJoined` once the server has
 * said yes, so that nothing falls between the two. Gives back how to stop.
 */
export function watch(topic: string, onJoined: () => void): () => void {
  const one: Watched = { topic, onJoined };
  const isFirst = ![...watched].some((other) => other.topic === topic);
  watched.add(one);
  if (!told.vivo) onJoined();
  else if (isFirst) join(current, topic);
  else if (current && !current.joining.has(topic)) onJoined();
  return () => {
    watched.delete(one);
    if (![...watched].some((other) => other.topic === topic)) say(current, { accion: 'cancelar', tema: topic });
  };
}

/** Reads all that is watched once more. */
export function readAgain(): void {
  for (const { onJoined } of [...watched]) onJoined();
}

/** Begins: connects whenever somebody has signed in, or asks again and again where there is no channel. */
export function startChannel(): void {
  effect(() => {
    if (caller.value === undefined) return;
    if (told.vivo && !current && !next && !retry) void open();
  });
  if (!told.vivo) setInterval(() => !document.hidden && caller.value && readAgain(), POLL_MS);
  setInterval(look, LOOK_MS);
  addEventListener('online', () => {
    state(told.vivo ? 'reconectando' : 'sondeo');
    if (current) ask(current);
    else if (told.vivo) again(0);
    else readAgain();
  });
  addEventListener('offline', () => state('sinConexion'));
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && told.vivo && !current) again(0);
  });
}

async function open(): Promise<void> {
  clearTimeout(retry);
  retry = undefined;
  // Whoever has only a link looks on without a session.
  if (caller.peek() === undefined) return;
  try {
    const ticket = await token(unopened);
    unopened = ticket;
    const web = new WebSocket(told.vivo as string, [PROTOCOL, `token.${ticket}`]);
    const socket: Socket = { web, asked: new Set(topics()), joining: new Set(topics()), heardAt: Date.now() };
    next = socket;
    web.addEventListener('open', () => {
      unopened = undefined;
      for (const tema of socket.joining) say(socket, { accion: 'suscribir', tema });
      if (socket.joining.size === 0) ready(socket);
    });
    web.addEventListener('message', ({ data }) => hear(socket, JSON.parse(String(data))));
    web.addEventListener('close', () => closed(socket));
  } catch (error) {
    if (error instanceof SignedOut) sessionEnded();
    else again();
  }
}

function hear(socket: Socket, message: Told): void {
  socket.heardAt = Date.now();
  heardAt.value = serverTime();
  // Whatever the browser says of its network: what comes on it shows that it is there.
  if (socket === current) state('vivo');
  if (message.tipo === 'novedades') receive(message.novedades);
  if (message.tipo === 'suscrito' || message.tipo === 'negado') {
    socket.joining.delete(message.tema);
    // An exchange of connections without a gap between them needs no reading.
    const isExchange = socket === next && current !== undefined;
    if (socket === next && socket.joining.size === 0) ready(socket);
    if (!isExchange) for (const one of watched) if (one.topic === message.tema) one.onJoined();
  }
}

/** All topics are watched on it: it takes the place of the one before. */
function ready(socket: Socket): void {
  const before = current;
  current = socket;
  next = undefined;
  tries = 0;
  before?.web.close(1000);
  // What began to be watched while it was opening.
  for (const topic of topics()) if (!socket.asked.has(topic)) join(socket, topic);
  clearTimeout(unsaid);
  state('vivo');
  clearTimeout(renewal);
  const left = (caller.peek()?.ends ?? Number.POSITIVE_INFINITY) - Date.now();
  // A token that is so near its end was not renewed: it is asked for another one once it has ended.
  renewal = setTimeout(() => void open(), Math.min(AGE_MS, left > BEFORE_MS ? left - BEFORE_MS : Math.max(0, left)));
}

function closed(socket: Socket): void {
  if (socket === next) {
    next = undefined;
    again();
    return;
  }
  if (socket !== current) return;
  current = undefined;
  clearTimeout(unsaid);
  unsaid = setTimeout(interrupted, UNSAID_MS);
  again();
}

/** Later each time, and not all browsers at once. */
function again(ms = Math.min(WAIT_MS.most, WAIT_MS.first * 2 ** tries) * (0.5 + Math.random() / 2)): void {
  tries += 1;
  clearTimeout(retry);
  retry = setTimeout(() => void open(), ms);
  if (tries > 2) interrupted();
}

/** There is no connection, and that there is no network was not said. */
function interrupted(): void {
  if (!current && connection.peek().state !== 'sinConexion') state('reconectando');
}

/** Asks whether anybody is there still; who does not answer in time is given up. */
function ask(socket: Socket): void {
  const asked = Date.now();
  say(socket, { accion: 'latido' });
  setTimeout(() => socket === current && socket.heardAt < asked && giveUp(socket), ANSWER_MS);
}

function giveUp(dead: Socket): void {
  state('desactualizado');
  current = undefined;
  dead.web.close();
  again(0);
}

function look(): void {
  if (!current) return;
  const silent = Date.now() - current.heardAt;
  if (silent > DEAD_MS) giveUp(current);
  else if (silent > SILENT_MS) say(current, { accion: 'latido' });
}

function join(socket: Socket | undefined, topic: string): void {
  if (!socket) return;
  socket.asked.add(topic);
  socket.joining.add(topic);
  say(socket, { accion: 'suscribir', tema: topic });
}

function say(socket: Socket | undefined, message: object): void {
  if (socket?.web.readyState === WebSocket.OPEN) socket.web.send(JSON.stringify(message));
}

function topics(): string[] {
  return [...new Set([...watched].map(({ topic }) => topic))];
}

function state(named: Connection['state']): void {
  if (connection.peek().state !== named) connection.value = { state: named, since: Date.now() };
}
