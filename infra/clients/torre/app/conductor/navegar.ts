import type { Zona } from './tipos.ts';

/** What opens the telephone's own maps at a door, or at a place where no door is known. */
export function navegarA({ lat, lon }: Zona, puerta?: string): string {
  const donde = encodeURIComponent(puerta ?? `${lat},${lon}`);
  return /iPhone|iPad|iPod/.test(navigator.userAgent)
    ? `maps:?q=${donde}&sll=${lat},${lon}`
    : `geo:${lat},${lon}?q=${donde}`;
}
