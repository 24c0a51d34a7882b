import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { fedByQueue } from '../lambda/middleware.ts';
import { Unreadable } from '../lambda/recorded.ts';
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

/** What became of mail as a Lambda: SES tells late, twice and in any order, and a refusal stands. */
export function noting(canal: string) {
  return fedByQueue<News>(
    {
      by: (news) => `${keyOf({ ...news, canal })}|${news.tipo}`,
      work: async (groups, failed) => {
        await Promise.all(
          [...groups].map(async ([key, [one]]) => {
            if (one) await note({ ...one.event, canal }).catch((error) => failed(key, error));
          }),
        );
      },
    },
    newsIn,
  );
}

/** @throws Error while it is not written that SES took the message: the news were faster. */
async function note(news: News & { readonly canal: string }): Promise<void> {
  const key = { key: { S: keyOf(news) } };
  const TableName = variable('VIEW_TABLE');
  const { Item } = await dynamodb().send(new GetItemCommand({ TableName, Key: key, ConsistentRead: true }));
  const was: SentMessage | undefined = Item?.view?.S && JSON.parse(Item.view.S);
  if (was?.estado === 'rechazada' || was?.estado === MEANS[news.tipo]?.estado) return;
  if (!was || !(was.estado === 'aceptada' || was.estado === 'entregada'))
    throw new Error(`The message ${key.key.S} is not known to be taken.`);
  const now: SentMessage = { ...was, en: new Date().toISOString(), ...MEANS[news.tipo] };
  try {
    await dynamodb().send(
      new UpdateItemCommand({
        TableName,
        Key: key,
        ConditionExpression: '#v = :was',
        UpdateExpression: 'SET #v = :v, #e = :e, #at = :at',
        ExpressionAttributeNames: { '#v': 'view', '#e': 'estado', '#at': 'en' },
        ExpressionAttributeValues: {
          ':was': Item?.view as never,
          ':v': { S: JSON.stringify(now) },
          ':e': { S: now.estado },
          ':at': { S: now.en },
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // Its words were forgotten meanwhile, or there was other news.
    throw new Error(`The message ${key.key.S} has changed meanwhile.`);
  }
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
