import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const MINUTE = 60_000;
const LIVE_URL = 'ws://vivo/dev';

/** The other end of the channel. */
class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  readonly said: { accion: string; tema?: string }[] = [];
  readonly #listeners: Record<string, ((event: object) => void)[]> = {};

  constructor() {
    FakeSocket.all.push(this);
  }
  addEventListener(type: string, listener: (event: object) => void) {
    this.#listeners[type] = [...(this.#listeners[type] ?? []), listener];
  }
  send(text: string) {
    this.said.push(JSON.parse(text));
  }
  close() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#tell('close', {});
  }
  /** Opens, and says yes to all that it is asked for. */
  open() {
    this.readyState = 1;
    this.#tell('open', {});
    for (const { accion, tema } of [...this.said]) if (accion === 'suscribir') this.hear({ tipo: 'suscrito', tema });
  }
  hear(message: object) {
    this.#tell('message', { data: JSON.stringify(message) });
  }
  #tell(type: string, event: object) {
    for (const listener of this.#listeners[type] ?? []) listener(event);
  }
}

beforeEach(() => vi.useFakeTimers({ now: new Date('2027-03-02T15:00:00Z') }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  FakeSocket.all = [];
  // What was loaded took its time from another clock.
  vi.resetModules();
});

/** What the browser says of its network: `online`, `offline`. */
let network: EventTarget;

/** The channel of a page on which somebody has signed in for so long, before anything is watched. */
async function started({ minutes = 600, isLive = true } = {}) {
  network = new EventTarget();
  const exp = Math.floor((Date.now() + minutes * MINUTE) / 1_000);
  const token = `e30.${btoa(JSON.stringify({ sub: 'ana', scope: '', exp }))}.e30`;
  vi.stubGlobal('document', {
    hidden: false,
    documentElement: { dataset: { raiz: '.' } },
    getElementById: () => ({ textContent: JSON.stringify({ ...(isLive && { vivo: LIVE_URL }), estilos: {} }) }),
    addEventListener: () => {},
  });
  vi.stubGlobal('location', { href: 'http://alpes/torre' });
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => (key === 'alpes.token' ? token : null) });
  vi.stubGlobal('addEventListener', network.addEventListener.bind(network));
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.resetModules();
  const channel = await import('./channel.ts');
  channel.startChannel();
  await vi.advanceTimersByTimeAsync(0);
  return channel;
}
const last = () => FakeSocket.all.at(-1) as FakeSocket;

describe('a channel', () => {
  test('is read once the server has said yes to a topic, and not before', async () => {
    const { watch } = await started();
    const read = vi.fn();
    watch('tablero', read);
    expect(read).not.toHaveBeenCalled();
    last().open();
    watch('orden:1', read);
    expect(last().said.at(-1)).toStrictEqual({ accion: 'suscribir', tema: 'orden:1' });
    read.mockClear();
    last().hear({ tipo: 'suscrito', tema: 'orden:1' });
    expect(read).toHaveBeenCalledOnce();
  });

  test('that breaks off comes back by itself, asks for the same and reads it again; only a longer break is told', async () => {
    const { watch, connection } = await started();
    const read = vi.fn();
    watch('tablero', read);
    last().close();
    await vi.advanceTimersByTimeAsync(2_000);
    last().open();
    read.mockClear();
    last().close();
    expect(connection.value.state).toBe('vivo');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(connection.value.state).toBe('reconectando');
    last().open();
    expect([connection.value.state, read.mock.calls.length]).toStrictEqual(['vivo', 1]);
    expect(last().said).toStrictEqual([{ accion: 'suscribir', tema: 'tablero' }]);
  });

  test.each([
    ['before API Gateway ends it after two hours', 600, 110],
    ['before its token ends', 30, 29.25],
  ])('is exchanged %s, without a gap and without reading anything', async (_, minutes, after) => {
    const { watch, connection } = await started({ minutes });
    const read = vi.fn();
    watch('tablero', read);
    const first = last();
    first.open();
    read.mockClear();
    for (let minute = 0; minute < after - 1; minute++) {
      await vi.advanceTimersByTimeAsync(MINUTE);
      first.hear({ tipo: 'latido' });
    }
    expect(FakeSocket.all).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(FakeSocket.all).toHaveLength(2);
    expect(first.readyState).toBe(FakeSocket.OPEN);
    last().open();
    expect([first.readyState, last().readyState, connection.value.state]).toStrictEqual([3, 1, 'vivo']);
    expect(read).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(500);
    expect(FakeSocket.all).toHaveLength(2);
  });

  test('whose token is not renewed is not exchanged again and again, and ends with it', async () => {
    const { watch } = await started({ minutes: 1 });
    watch('tablero', () => {});
    last().open();
    await vi.advanceTimersByTimeAsync(16_000);
    last().open();
    const exchanged = FakeSocket.all.length;
    await vi.advanceTimersByTimeAsync(43_000);
    expect([exchanged, FakeSocket.all.length]).toStrictEqual([2, 2]);
  });

  test('that the server does not take any more is asked for less and less often, and the one before stays', async () => {
    const { watch, connection } = await started({ minutes: 2 });
    watch('tablero', () => {});
    const first = last();
    first.open();
    await vi.advanceTimersByTimeAsync(40_000);
    first.hear({ tipo: 'latido' });
    await vi.advanceTimersByTimeAsync(35_500);
    const before = FakeSocket.all.length;
    for (let second = 0; second < 20; second++) {
      if (last() !== first) last().close();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(FakeSocket.all.length - before).toBeLessThan(7);
    expect([first.readyState, connection.value.state]).toStrictEqual([1, 'vivo']);
  });

  test('on which nothing is said asks whether anybody is there, and is given up when nobody is', async () => {
    const { watch, connection } = await started();
    watch('tablero', () => {});
    const first = last();
    first.open();
    await vi.advanceTimersByTimeAsync(50_000);
    expect(first.said.at(-1)).toStrictEqual({ accion: 'latido' });
    await vi.advanceTimersByTimeAsync(15_100);
    expect([first.readyState, connection.value.state, FakeSocket.all.length]).toStrictEqual([3, 'desactualizado', 2]);
    last().open();
    expect(connection.value.state).toBe('vivo');
  });

  test('that outlives the loss of the network is live as soon as it answers, or anything comes', async () => {
    const { watch, connection } = await started();
    const read = vi.fn();
    watch('tablero', read);
    last().open();
    network.dispatchEvent(new Event('offline'));
    expect(connection.value.state).toBe('sinConexion');
    network.dispatchEvent(new Event('online'));
    expect([connection.value.state, last().said.at(-1)]).toStrictEqual(['reconectando', { accion: 'latido' }]);
    last().hear({ tipo: 'latido' });
    expect(connection.value.state).toBe('vivo');
    network.dispatchEvent(new Event('offline'));
    last().hear({ tipo: 'suscrito', tema: 'tablero' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect([connection.value.state, FakeSocket.all.length]).toStrictEqual(['vivo', 1]);
  });

  test('that does not answer once there is a network again is given up, without waiting for its silence', async () => {
    const { watch, connection } = await started();
    watch('tablero', () => {});
    const first = last();
    first.open();
    await vi.advanceTimersByTimeAsync(1_000);
    network.dispatchEvent(new Event('offline'));
    network.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(5_001);
    expect([first.readyState, FakeSocket.all.length]).toStrictEqual([3, 2]);
    last().open();
    expect(connection.value.state).toBe('vivo');
  });

  test('that breaks off while there is no network says that there is none', async () => {
    const { watch, connection } = await started();
    watch('tablero', () => {});
    last().open();
    network.dispatchEvent(new Event('offline'));
    last().close();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(connection.value.state).toBe('sinConexion');
  });

  test('that is not there is asked for every five seconds, and the page says so', async () => {
    const { watch, connection } = await started({ isLive: false });
    const read = vi.fn();
    watch('tablero', read);
    expect([connection.value.state, read.mock.calls.length]).toStrictEqual(['sondeo', 1]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect([read.mock.calls.length, FakeSocket.all.length]).toStrictEqual([5, 0]);
  });
});
