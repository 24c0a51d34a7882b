/** Names and texts in their quotes, words, and whatever else there is. */
const TOKENS = /"(?:[^"]|"")*"|'(?:[^']|'')*'|\w+|\W/g;

const UPDATE = /^\s*UPDATE\s/i;

/**
 * A statement of PartiQL as dynoxide 1.2.1 understands it, which knows of an UPDATE one SET and one REMOVE with commas between
 * what they change, where DynamoDB has each REMOVE by itself
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html).
 */
export function forEngine(statement: string): string {
  if (!UPDATE.test(statement)) return statement;
  const head: string[] = [];
  const clauses: Record<'SET' | 'REMOVE', string[][]> = { SET: [], REMOVE: [] };
  const tokens = statement.match(TOKENS) ?? [];
  const end = tokens.findIndex((token) => /^(?:WHERE|RETURNING)$/i.test(token));
  let current = head;
  for (const token of end < 0 ? tokens : tokens.slice(0, end)) {
    const clause = clauses[token.toUpperCase() as keyof typeof clauses];
    if (clause) {
      current = [];
      clause.push(current);
    } else {
      current.push(token);
    }
  }
  const joined = Object.entries(clauses).flatMap(([keyword, parts]) =>
    parts.length > 0 ? [`${keyword} ${parts.map((part) => part.join('').trim()).join(', ')}`] : [],
  );
  const tail = end < 0 ? [] : [tokens.slice(end).join('')];
  return [head.join('').trim(), ...joined, ...tail].join(' ');
}

/** The table that a statement is of, the index where it names one, and what it does. */
export function targetOf(statement: string): {
  readonly verb: string;
  readonly table: string;
  readonly index?: string;
} {
  const verb = statement.trim().split(/\s/)[0]?.toUpperCase() ?? '';
  const [, table = '', index] =
    /(?:from|into|update)\s+"?([\w.-]+?)"?(?:\."([\w.-]+)")?(?:\s|$)/i.exec(statement) ?? [];
  return { verb, table, ...(index !== undefined && { index }) };
}

/** The attributes that a write gives a value: of an INSERT its members, of an UPDATE what it sets. */
export function attributesIn(statement: string): ReadonlySet<string> {
  const [written = ''] = statement.split(/\sWHERE\s/i);
  return new Set((written.match(TOKENS) ?? []).flatMap((token) => (/^["']/.test(token) ? [token.slice(1, -1)] : [])));
}
