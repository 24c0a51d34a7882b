import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  /** Milliseconds since 1970. */
  readonly ends: number;
}

/** How long is kept what has no end of its own. */
const DAY_SECONDS = 86_400;

/** Where a provider keeps sessions, codes and refresh tokens: the adapter of each of its models. */
export type Keeper = (model: string) => Adapter;

/**
 * Keeps them in a file, which is written whole or not at all at every change, so that people stay signed in when a grid is
 * killed and started again; without a file, in this process only.
 * @throws Error when the file is not one of these.
 */
export function openKeeper(file?: string): Keeper {
  const entries = new Map<string, Entry>(file === undefined ? [] : read(file));
  const changed = () => {
    for (const [key, { ends }] of entries) if (ends <= Date.now()) entries.delete(key);
    if (file === undefined) return;
    writeFileSync(`${file}.new`, JSON.stringify([...entries]), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const alive = (entry: Entry | undefined) => (entry && entry.ends > Date.now() ? entry.payload : undefined);
  const one = (model: string, is: (payload: AdapterPayload) => boolean) =>
    [...entries].find(([key, { payload }]) => key.startsWith(`${model}:`) && is(payload))?.[1];
  return (model) => {
    const keyOf = (id: string) => `${model}:${id}`;
    return {
      upsert: async (id, payload, expiresIn = DAY_SECONDS) => {
        entries.set(keyOf(id), { payload, ends: Date.now() + expiresIn * 1_000 });
        changed();
      },
      find: async (id) => alive(entries.get(keyOf(id))),
      findByUid: async (uid) => alive(one(model, (payload) => payload.uid === uid)),
      findByUserCode: async (userCode) => alive(one(model, (payload) => payload.userCode === userCode)),
      consume: async (id) => {
        const entry = entries.get(keyOf(id));
        if (entry)
          entries.set(keyOf(id), { ...entry, payload: { ...entry.payload, consumed: Math.floor(Date.now() / 1_000) } });
        changed();
      },
      destroy: async (id) => {
        entries.delete(keyOf(id));
        changed();
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of entries)
          if (key.startsWith(`${model}:`) && payload.grantId === grantId) entries.delete(key);
        changed();
      },
    };
  };
}

function read(file: string): [string, Entry][] {
  if (!existsSync(file)) return [];
  try {
    return [...new Map<string, Entry>(JSON.parse(readFileSync(file, 'utf8')))];
  } catch (cause) {
    throw new Error(`${file} holds no sessions. Remove it: then everybody signs in again.`, { cause });
  }
}
