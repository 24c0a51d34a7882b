import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { optionalVariable } from '#shared/runtime/environment.ts';
import { type Archivos, documento, politica, type Rol, raizDesde, rolDe, rutaPropia, type Vecinos } from './pagina.ts';

/** The files are made when the app is built, and lie beside the bundle. */
const archivos: Archivos = JSON.parse(readFileSync(path.join(import.meta.dirname, 'pagina.json'), 'utf8'));

const SIEMPRE = 'public, max-age=31536000, immutable';
const CADA_VEZ = 'no-cache';

/** A page or one of its files. */
export async function handler({
  resource,
  path: asked,
  headers,
  ...event
}: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const vecinos: Vecinos = {
    vivo: optionalVariable('LIVE_URL'),
    emisor: optionalVariable('PAGE_ISSUER'),
    cliente: optionalVariable('PAGE_CLIENT'),
    permisos: optionalVariable('PAGE_SCOPES'),
    origenes: optionalVariable('PAGE_ORIGINS'),
    teselas: optionalVariable('PAGE_TILES'),
  };
  const rol = rolDe(resource);
  if (rol !== undefined) {
    const sinBarra = resource === '/' && !event.requestContext.path.endsWith('/');
    // Relative addresses of the document need the slash at the end of the stage, or of what stands in its place.
    if (sinBarra)
      return { statusCode: 302, headers: { Location: `${event.requestContext.path.split('/').at(-1)}/` }, body: '' };
    return pagina(rol, rutaPropia(resource, asked, event.pathParameters?.proxy), {
      vecinos,
      conocido: headers['If-None-Match'] ?? headers['if-none-match'],
    });
  }
  if (resource === '/sw.js') return archivo(archivos.trabajador, CADA_VEZ);
  if (resource === '/manifest.webmanifest') return manifiesto();
  return archivo(event.pathParameters?.archivo ?? '', SIEMPRE);
}

function pagina(
  rol: Rol,
  ruta: string,
  { vecinos, conocido }: { vecinos: Vecinos; conocido: string | undefined },
): APIGatewayProxyResult {
  const body = documento(rol, ruta, { archivos, vecinos });
  const ETag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const cabeceras = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': rol === 'seguimiento' ? 'no-store' : CADA_VEZ,
    'Content-Security-Policy': politica(vecinos),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Permissions-Policy': 'geolocation=(self), camera=(self), microphone=()',
    ...(rol === 'seguimiento' ? { 'X-Robots-Tag': 'noindex' } : { ETag }),
  };
  // A proxy that compresses marks the tag as weak.
  if (rol !== 'seguimiento' && conocido?.replace(/^W\//, '') === ETag)
    return { statusCode: 304, headers: cabeceras, body: '' };
  return { statusCode: 200, headers: cabeceras, body };
}

function archivo(nombre: string, cache: string): APIGatewayProxyResult {
  const found = Object.hasOwn(archivos.archivos, nombre) ? archivos.archivos[nombre] : undefined;
  if (!found)
    return {
      statusCode: 404,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' },
      body: 'No existe.',
    };
  return {
    statusCode: 200,
    headers: { 'Content-Type': found.tipo, 'Cache-Control': cache, 'X-Content-Type-Options': 'nosniff' },
    body: found.texto,
  };
}

/** What a telephone needs to keep the driver's page among its applications. */
function manifiesto(): APIGatewayProxyResult {
  const raiz = raizDesde('/manifest.webmanifest');
  const body = JSON.stringify({
    name: 'Entregas de los Alpes: conductor',
    short_name: 'Alpes',
    lang: 'es',
    start_url: `${raiz}/conductor`,
    scope: `${raiz}/`,
    display: 'standalone',
    background_color: '#182026',
    theme_color: '#0e7c66',
    icons: [{ src: `${raiz}/estaticos/${archivos.icono}`, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  });
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/manifest+json; charset=utf-8', 'Cache-Control': CADA_VEZ },
    body,
  };
}
