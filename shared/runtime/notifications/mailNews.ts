import type { SQSRecord } from 'aws-lambda';
import { variable } from '../environment.ts';
import { fedByQueue } from '../lambda/middleware.ts';
import { Unreadable } from '../lambda/recorded.ts';
import { executeAll, type Statement, update } from '../statements.ts';
import { readItem } from '../views/item.ts';
import type { SentMessage } from './draft.ts';
import { keyOf } from './order.ts';

/** What has become of a message of mail that SES had taken. */
interface News {
  readonly clave: string;
  readonly version: number;
  /** SES's name for it. */
  readonly tipo: string;
}

/** What each says. SES means by `Bounced` that it has given up, or that the address does not exist. */
const MEANS: Readonly<Record<string, Pick<SentMessage, 'estado' | 'motivo'>>> = {
  'Email Delivered': { estado: 'entregada' },
  'Email Bounced': { estado: 'rechazada', motivo: 'Bounced' },
  'Email Rejected': { estado: 'rechazada', motivo: 'Rejected' },
};

interface Noted {
  readonly key: string;
  readonly statement: Statement;
}

/**
 * What became of mail as a Lambda: SES tells late, twice and in any order, and a refusal stands. News that are faster than the
 * note that SES took the message fail, and come again.
 */
export function noting(canal: string) {
  return fedByQueue<News>(
    {
      by: (news) => keyOf({ ...news, canal }),
      work: async (groups, failed) => {
        const noted = await Promise.all(
          [...groups].map(async ([key, records]): Promise<Noted[]> => {
            try {
              const statement = await note(
                key,
                records.map(({ event }) => event.tipo),
              );
              return statement ? [{ key, statement }] : [];
            } catch (error) {
              failed(key, error);
              return [];
            }
          }),
        );
        const changes = noted.flat();
        const outcomes = await executeAll(changes.map(({ statement }) => statement));
        for (const [at, { key }] of changes.entries()) {
          const outcome = outcomes[at];
          if (outcome instanceof Error) failed(key, outcome);
          // Its words were forgotten meanwhile, or there was other news.
          if (outcome === 'refused') failed(key, new Error(`The message ${key} has changed meanwhile.`));
        }
      },
    },
    newsIn,
  );
}

/** Writes down what some news say of a message; nothing where they say nothing new. */
async function note(key: string, tipos: readonly string[]): Promise<Statement | undefined> {
  const view = (await readItem(key))?.view;
  const was: SentMessage | undefined = view?.S && JSON.parse(view.S);
  const now = tipos.reduce((message, tipo) => (message ? after(message, tipo) : undefined), was);
  if (!view || !now) throw new Error(`The message ${key} is not known to be taken.`);
  if (now === was) return undefined;
  const { estado, en } = now;
  return update(variable('VIEW_TABLE'), {
    key: { key: { S: key } },
    having: { view },
    set: { view: { S: JSON.stringify(now) }, estado: { S: estado }, en: { S: en } },
  });
}

/** A message after news of it; `undefined` while it is not known that SES took it. */
function after(message: SentMessage, tipo: string): SentMessage | undefined {
  const { estado } = message;
  if (estado === 'rechazada' || estado === MEANS[tipo]?.estado) return message;
  if (estado !== 'aceptada' && estado !== 'entregada') return undefined;
  return { ...message, en: new Date().toISOString(), ...MEANS[tipo] };
}

/** What the rule has put into the queue: `{ tipo, clave, version }`. Throws Unreadable for anything else. */
function newsIn({ body }: SQSRecord): News {
  const { tipo, clave, version } = parsed(body);
  if (typeof clave !== 'string' || typeof tipo !== 'string' || !(tipo in MEANS) || !Number.isInteger(Number(version)))
    throw new Unreadable('The message tells nothing of mail.');
  return { tipo, clave, version: Number(version) };
}

function parsed(body: string): Partial<Record<keyof News, unknown>> {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}
