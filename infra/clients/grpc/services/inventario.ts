import type { JsonObject } from '@bufbuild/protobuf';
import type { ServiceImpl } from '@connectrpc/connect';
import { type Api, segment } from '../api/api.ts';
import { fromApi, toApi } from '../api/json.ts';
import {
  ConsultarInventarioRequestSchema,
  ConsultarInventarioResponseSchema,
  type InventarioService,
} from '../gen/entregas/v1/inventario_pb.ts';

/** The calls about stock. */
export function inventarioOf(api: Api): ServiceImpl<typeof InventarioService> {
  return {
    consultarInventario: async (request, call) => {
      const { bodegaId, sku } = request;
      const get = async (path: string, question: JsonObject = {}) =>
        (await api.ask(call, { route: `GET ${path}`, question })).body ?? {};
      // One product of one warehouse is one row, which the API gives under a path of its own.
      const page =
        bodegaId !== undefined && sku !== undefined
          ? { elementos: [await get(`/inventario/${segment('bodega_id', bodegaId)}/${segment('sku', sku)}`)] }
          : await get('/inventario', toApi(ConsultarInventarioRequestSchema, request));
      return fromApi(ConsultarInventarioResponseSchema, page);
    },
  };
}
