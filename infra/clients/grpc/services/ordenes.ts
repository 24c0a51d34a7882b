import type { JsonObject } from '@bufbuild/protobuf';
import type { ServiceImpl } from '@connectrpc/connect';
import { type Api, segment } from '../api/api.ts';
import { fromApi, toApi } from '../api/json.ts';
import {
  CancelarOrdenRequestSchema,
  CancelarOrdenResponseSchema,
  CrearOrdenRequestSchema,
  CrearOrdenResponseSchema,
  ListarOrdenesRequestSchema,
  ListarOrdenesResponseSchema,
  type OrdenesService,
  OrdenSchema,
} from '../gen/entregas/v1/ordenes_pb.ts';
import { type Following, seguir } from './seguir.ts';

/** The calls about orders. */
export function ordenesOf(api: Api, following: Following): ServiceImpl<typeof OrdenesService> {
  return {
    crearOrden: async (request, call) => {
      const { body, repeated } = await api.ask(call, {
        route: 'POST /ordenes',
        body: toApi(CrearOrdenRequestSchema, request),
      });
      return fromApi(CrearOrdenResponseSchema, { ...body, repetida: repeated });
    },
    cancelarOrden: async (request, call) => {
      const { ordenId: _, ...body } = toApi(CancelarOrdenRequestSchema, request);
      const answered = await api.ask(call, {
        route: `POST /ordenes/${segment('orden_id', request.ordenId)}/cancelacion`,
        body,
      });
      return fromApi(CancelarOrdenResponseSchema, { ...answered.body, repetida: answered.repeated });
    },
    verOrden: async ({ ordenId, desdeVersion }, call) => {
      const { body } = await api.ask(call, {
        route: `GET /ordenes/${segment('orden_id', ordenId)}`,
        ...(desdeVersion !== undefined && { question: { desdeVersion } }),
      });
      return versioned(body ?? {});
    },
    listarOrdenes: async (request, call) => {
      const question = toApi(ListarOrdenesRequestSchema, request);
      const { body } = await api.ask(call, { route: 'GET /ordenes', question });
      return fromApi(ListarOrdenesResponseSchema, body ?? {});
    },
    seguirOrden: async function* (request, call) {
      for await (const row of seguir(api, following, { ...request, call })) yield versioned(row);
    },
  };
}

function versioned(row: JsonObject) {
  return { orden: fromApi(OrdenSchema, row), version: Number(row.version) };
}
