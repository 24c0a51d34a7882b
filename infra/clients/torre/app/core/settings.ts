import { effect, signal } from '@preact/signals';

/** What a person chooses for this device. */
export interface Settings {
  readonly theme: 'sistema' | 'claro' | 'oscuro';
  /** Keys of one letter. */
  readonly keys: boolean;
  /** Twice a minute at most, what happened, for screen readers. */
  readonly digest: boolean;
  /** Streets under the map, where tiles are offered. */
  readonly streets: boolean;
}

const PLACE = 'alpes.ajustes';
const USUAL: Settings = { theme: 'sistema', keys: true, digest: true, streets: true };

/** They stay on this device. */
export const settings = signal<Settings>(read());

effect(() => {
  const { theme } = settings.value;
  if (theme === 'sistema') delete document.documentElement.dataset.tema;
  else document.documentElement.dataset.tema = theme;
});

/** Changes some of them. */
export function choose(changed: Partial<Settings>): void {
  settings.value = { ...settings.value, ...changed };
  localStorage.setItem(PLACE, JSON.stringify(settings.value));
}

function read(): Settings {
  try {
    return { ...USUAL, ...JSON.parse(localStorage.getItem(PLACE) ?? '{}') };
  } catch {
    return USUAL;
  }
}
