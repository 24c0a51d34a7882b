import { useState } from 'preact/hooks';
import { announce, hush, interrupt } from './announce.ts';
import { command, type Done, type Method } from './api.ts';
import { wordsOf } from './problems.ts';

interface Spec {
  readonly method?: Method | undefined;
  /** What is told once it is done. */
  readonly hecho: string;
  readonly alHacer: (done: Done) => void;
}

/** Milliseconds after a command at which a list that no channel brings is read again: a view follows within a second, or a few. */
const FOLLOWS_MS = [500, 2_000, 6_000];

/** Reads something again once what was just done may show in it. */
export function soon(again: () => void): void {
  for (const after of FOLLOWS_MS) setTimeout(again, after);
}

/** A command of a form: its key is made once and kept over each try. Nothing is told as done before the server says so. */
export function useCommand({ method, hecho, alHacer }: Spec) {
  const [key] = useState(() => crypto.randomUUID());
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const send = async (path: string, body: object) => {
    setSending(true);
    setError(undefined);
    hush();
    try {
      const done = await command(path, body, { key, method });
      announce(hecho);
      alHacer(done);
    } catch (thrown) {
      setError(thrown);
      interrupt(wordsOf(thrown).title);
      setSending(false);
    }
  };
  return { send, sending, error, canRetry: error !== undefined && wordsOf(error).retry };
}
