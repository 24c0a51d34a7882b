import { UsuarioCambiado } from '#events/legado/UsuarioCambiado.ts';
import { usuariosLegado } from '#events/legado/usuariosLegado.ts';
import { captureFunction } from '#shared/runtime/changes/capture.ts';

/** From the stream of the legacy system's users to the bus. */
export const handler = captureFunction({ type: UsuarioCambiado, table: usuariosLegado });
