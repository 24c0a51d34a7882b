import { type AnyLive, canonical, kindOf, type LiveRows, scopeOf } from '#shared/model/live.ts';
import { fault } from '../fault.ts';
import type { Row } from '../views/row.ts';
import { readRows } from '../views/rows.ts';
import { mayFollow, maySee, mayWatch } from './audience.ts';
import { newsOfRow } from './news.ts';
import { unknown, unwatch, wants, watch } from './subscriptions.ts';
import { isCurrent, type Viewer } from './viewer.ts';

/** Makes a connection watch a topic, and gives the members of `novedades` that it lacks. */
export type Subscribe = (connection: string, topic: string, since: number | undefined) => Promise<unknown[]>;

/**
 * Subscribes to what goes live. What a caller could never get is refused here, and what it may get is judged again each
 * time: `audience` is the law.
 */
export function subscriber(lives: readonly AnyLive[]): Subscribe {
  const scopes = new Set(lives.map(scopeOf));

  /**
   * @throws Fault NO_AUTENTICADO when the connection or its token has ended, SIN_PERMISO for what the caller could never
   * get, and for a vehicle that is on no route of the driver, NO_EXISTE for an order that is not the customer's, not there, or not opened by the link; DEMASIADAS_PETICIONES for too many topics.
   */
  return async (connection, asked, since) => {
    const topic = canonical(asked);
    const viewer = await wants(connection, topic);
    try {
      if (!isCurrent(viewer, Date.now())) throw unknown();
      if (!mayWatch(viewer, topic, lives)) throw fault('SIN_PERMISO', { detail: `No puede seguir "${asked}".` });
      await watch(connection, topic, { viewer, scopes });
      return await missing(viewer, topic, since);
    } catch (error) {
      await unwatch(connection, topic);
      throw error;
    }
  };

  /** Reads the row after the topic is watched: what comes between is sent, and what came before is here. */
  async function missing(viewer: Viewer, topic: string, since: number | undefined): Promise<unknown[]> {
    const live = ownerOf(lives, topic);
    const { clienteId, conductorId } = viewer;
    const mustBeTheirs = clienteId !== undefined || conductorId !== undefined || viewer.link !== undefined;
    if (!live || (since === undefined && !mustBeTheirs)) return [];
    const [row] = (await readRows([{ of: live.of, key: topic.slice(topic.indexOf(':') + 1) }])).values();
    if (viewer.link) {
      if (row?.state !== undefined && mayFollow(viewer, live, { row: row.state, now: Date.now() })) return [];
      throw fault('NO_EXISTE');
    }
    const sees = row?.state !== undefined && maySee(viewer, live, row.state);
    if (mustBeTheirs && !sees)
      throw conductorId === undefined
        ? fault('NO_EXISTE')
        : fault('SIN_PERMISO', { detail: 'Ese vehículo no está en una ruta suya.' });
    return sees && since !== undefined && row.version > since ? newer(live, row) : [];
  }
}

/** What has the one row that a topic is of, if it is of one: that of the stream of its name, or what is followed by links. */
function ownerOf(lives: readonly AnyLive[], topic: string): LiveRows | undefined {
  const kind = kindOf(topic);
  return lives.find(
    (live): live is LiveRows =>
      live.kind === 'rows' && (kind === 'seguimiento' ? live.followed !== undefined : live.of.options.of === kind),
  );
}

function newer(live: LiveRows, row: Row): unknown[] {
  const news = newsOfRow(live, row, { since: row.version + 1, en: new Date().toISOString() });
  return news ? [JSON.parse(news.text)] : [];
}
