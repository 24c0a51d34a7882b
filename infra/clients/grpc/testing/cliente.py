"""Speaks to the adapter by grpcio, with stubs made from the protos and with what reflection tells; prints what it saw as JSON.

usage: cliente.py PORT PROTOS OPERATOR_TOKEN CUSTOMER_TOKEN ORDER
"""

import json
import sys
import tempfile
import threading
import uuid

import grpc
import grpc_tools
from google.protobuf import json_format
from google.protobuf.descriptor_pool import DescriptorPool
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from grpc_status import rpc_status
from grpc_tools import protoc

port, protos, operator, customer, order = sys.argv[1:6]
folder = tempfile.mkdtemp()
names = ["comun", "ordenes", "inventario", "ubicaciones"]
standard = f"{grpc_tools.__path__[0]}/_proto"
made = protoc.main(
    ["", f"-I{protos}", f"-I{standard}", f"--python_out={folder}", f"--grpc_python_out={folder}"]
    + [f"entregas/v1/{name}.proto" for name in names]
)
assert made == 0, "protoc failed"
sys.path.insert(0, folder)
from entregas.v1 import inventario_pb2, inventario_pb2_grpc  # noqa: E402
from entregas.v1 import ordenes_pb2, ordenes_pb2_grpc  # noqa: E402
from entregas.v1 import ubicaciones_pb2, ubicaciones_pb2_grpc  # noqa: E402

channel = grpc.insecure_channel(f"127.0.0.1:{port}")
ordenes = ordenes_pb2_grpc.OrdenesServiceStub(channel)
inventario = inventario_pb2_grpc.InventarioServiceStub(channel)
ubicaciones = ubicaciones_pb2_grpc.UbicacionesServiceStub(channel)


def as_(token, **more):
    return [("authorization", f"Bearer {token}"), *((name.replace("_", "-"), value) for name, value in more.items())]


def failure(call):
    """How a call fails: its status, its code and the fields that were refused."""
    try:
        call()
    except grpc.RpcError as error:
        status = rpc_status.from_call(error)
        said = {"status": error.code().name}
        for detail in status.details if status else []:
            for kind in (error_details_pb2.ErrorInfo, error_details_pb2.BadRequest):
                message = kind()
                if not detail.Unpack(message):
                    continue
                if kind is error_details_pb2.ErrorInfo:
                    said["reason"] = message.reason
                else:
                    said["fields"] = sorted(one.field for one in message.field_violations)
        return said
    return {"status": "OK"}


request = json_format.ParseDict(json.loads(order), ordenes_pb2.CrearOrdenRequest())
wrong = json_format.ParseDict({**json.loads(order), "lineas": [{"sku": "CAFE-500"}]}, ordenes_pb2.CrearOrdenRequest())
seen = {}

key = as_(operator, idempotency_key=str(uuid.uuid4()))
first = ordenes.CrearOrden(request, metadata=key, timeout=30)
again = ordenes.CrearOrden(request, metadata=key, timeout=30)
seen["repeated"] = [first.repetida, again.repetida, first.id == again.id]
one = ordenes.VerOrden(
    ordenes_pb2.VerOrdenRequest(orden_id=first.id, desde_version=first.version), metadata=as_(operator), timeout=30
)
seen["order"] = [one.orden.cliente_id, one.orden.destinatario.nombre]

followed = ordenes.SeguirOrden(ordenes_pb2.SeguirOrdenRequest(orden_id=first.id), metadata=as_(operator))
states = []
for change in followed:
    states.append(change.orden.estado)
    if len(states) == 1:
        ordenes.CancelarOrden(
            ordenes_pb2.CancelarOrdenRequest(orden_id=first.id, motivo="Ya no"), metadata=as_(operator), timeout=30
        )
    if change.orden.estado == 10:
        break
followed.cancel()
seen["cancelled"] = states[-1] == 10

seen["positions"] = ubicaciones.RegistrarUbicaciones(
    (
        ubicaciones_pb2.RegistrarUbicacionesRequest(vehiculo_id="ALN003", coordenadas={"lat": 4.65, "lon": -74.08 + n / 1000})
        for n in range(3)
    ),
    metadata=as_(operator),
    timeout=30,
).recibidas
stock = inventario.ConsultarInventario(
    inventario_pb2.ConsultarInventarioRequest(sku="CAFE-500"), metadata=as_(operator), timeout=30
)
seen["stock"] = [row.bodega_id for row in stock.elementos]

seen["unauthenticated"] = failure(lambda: ordenes.ListarOrdenes(ordenes_pb2.ListarOrdenesRequest(), timeout=30))
seen["denied"] = failure(lambda: ordenes.CrearOrden(request, metadata=as_(customer), timeout=30))
seen["invalid"] = failure(lambda: ordenes.CrearOrden(wrong, metadata=as_(operator), timeout=30))
seen["late"] = failure(
    lambda: list(ordenes.SeguirOrden(ordenes_pb2.SeguirOrdenRequest(orden_id=first.id), metadata=as_(operator), timeout=1))
)

health = health_pb2_grpc.HealthStub(channel)
seen["health"] = health.Check(health_pb2.HealthCheckRequest(), timeout=30).status
watched = health.Watch(health_pb2.HealthCheckRequest(service="entregas.v1.OrdenesService"))
seen["watched"] = next(watched).status
watched.cancel()

# What grpcurl does: nothing is known beforehand but the address.
database = ProtoReflectionDescriptorDatabase(channel)
services = sorted(database.get_services())
pool = DescriptorPool(database)
seen["services"] = services
seen["methods"] = sorted(
    method.full_name
    for name in services
    if name.startswith("entregas.")
    for method in pool.FindServiceByName(name).methods
)
seen["method"] = database.FindFileContainingSymbol("entregas.v1.OrdenesService.CrearOrden").name
seen["field"] = pool.FindMessageTypeByName("entregas.v1.Orden").fields_by_name["eta"].message_type.full_name

# A thousand followers at once, each of whom hears of the order and goes.
gate = threading.Semaphore(0)
calls = [ordenes.SeguirOrden(ordenes_pb2.SeguirOrdenRequest(orden_id="no"), metadata=as_("x")) for _ in range(1000)]
ends = {}
for call in calls:
    call.add_done_callback(lambda _: gate.release())
for _ in calls:
    assert gate.acquire(timeout=120), "a stream did not end"
for call in calls:
    ends[call.code().name] = ends.get(call.code().name, 0) + 1
seen["thousand"] = ends

print(json.dumps(seen))
