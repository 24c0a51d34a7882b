import { ACCOUNT, REGION } from '../../service.ts';

/** What the ARNs of this grid begin with. */
const PREFIX = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:`;

/** dynoxide's region is `dynoxide`, DynamoDB Local's `ddblocal`: neither would match a policy of the template. */
const FOREIGN = /arn:aws:dynamodb:(?:dynoxide|ddblocal):\d{12}:/g;

const TABLE_BY_ARN = /("TableName"\s*:\s*")arn:aws:dynamodb:[^:"]*:\d{12}:table\//g;

/** The ARN of a table. */
export function tableArn(name: string): string {
  return `${PREFIX}table/${name}`;
}

/** The ARN of an index of a table. */
export function indexArn(table: string, index: string): string {
  return `${PREFIX}table/${table}/index/${index}`;
}

/** The table's name from its name or its ARN, or from the ARN of its index or stream. */
export function tableName(nameOrArn: string): string {
  if (!nameOrArn.startsWith('arn:')) return nameOrArn;
  return nameOrArn.slice(nameOrArn.indexOf(':table/') + 7).split('/')[0] ?? '';
}

/** An answer's text with the engine's ARNs as this grid's. */
export function asGridArns(text: string): string {
  return text.replace(FOREIGN, PREFIX);
}

/** A request's body with tables by name: AWS takes an ARN as `TableName`, dynoxide does not. */
export function byName(body: Buffer): Buffer | string {
  if (!body.includes(':table/')) return body;
  return body.toString('utf8').replace(TABLE_BY_ARN, '$1');
}
