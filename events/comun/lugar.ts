import * as z from 'zod';

/** Where the company serves: Colombia with its islands, in degrees. */
const SERVICIO = { lat: { min: -4.3, max: 13.6 }, lon: { min: -82, max: -66.8 } } as const;

/** Degrees inside the service area. A latitude that is a longitude of it says that the two are swapped: no other place has it. */
function grados(eje: 'lat' | 'lon') {
  const { min, max } = SERVICIO[eje];
  const error = ({ input }: { readonly input?: unknown }) =>
    eje === 'lat' && Number(input) >= SERVICIO.lon.min && Number(input) <= SERVICIO.lon.max
      ? 'lat y lon parecen cambiadas entre sí'
      : `Debe estar entre ${min} y ${max}: fuera de ahí no hay servicio`;
  return z.number().min(min, { error }).max(max, { error });
}

/** A place in the service area, in degrees (WGS 84). */
export const Coordenadas = z.strictObject({ lat: grados('lat'), lon: grados('lon') });

/** A place in the service area, in degrees. */
export type Coordenadas = z.output<typeof Coordenadas>;

/** A place rounded to about 100 m: near enough to plan a route, too coarse to name a home. */
export const Zona = Coordenadas;

/** A place rounded to about 100 m. */
export type Zona = Coordenadas;

/** A place without its last decimals: three remain, which is 111 m of latitude. */
export function redondear({ lat, lon }: Coordenadas): Zona {
  // Adding 0 makes of -0, which JSON does not keep, a 0.
  return { lat: Math.round(lat * 1000) / 1000 + 0, lon: Math.round(lon * 1000) / 1000 + 0 };
}

/** Mean radius of the Earth in kilometres (IUGG). */
const RADIO_KM = 6371.0088;

/** Great-circle distance in kilometres (haversine). */
export function distanciaKm(a: Coordenadas, b: Coordenadas): number {
  const rad = Math.PI / 180;
  const lat = Math.sin(((b.lat - a.lat) * rad) / 2);
  const lon = Math.sin(((b.lon - a.lon) * rad) / 2);
  const chord = lat * lat + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * lon * lon;
  return 2 * RADIO_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}
