import { createRegistry, type DescFile, type DescService, type Registry, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';

/** A request of either version. */
interface Asked {
  readonly host: string;
  readonly messageRequest: { readonly case: string | undefined; readonly value?: unknown };
}

/**
 * What `grpc.reflection.v1` and `v1alpha` answer, which have the same messages: the names of the services, and the file of a
 * name or a symbol with all that it imports.
 */
export function reflectionOf(services: readonly DescService[]) {
  const files = new Map<string, DescFile>();
  const add = (file: DescFile) => {
    files.set(`${file.name}.proto`, file);
    for (const imported of file.dependencies) add(imported);
  };
  for (const { file } of services) add(file);
  const registry = createRegistry(...files.values());

  const answerTo = ({ case: kind, value }: Asked['messageRequest']) => {
    switch (kind) {
      case 'listServices':
        return {
          case: 'listServicesResponse' as const,
          value: { service: services.map(({ typeName: name }) => ({ name })) },
        };
      case 'fileByFilename':
        return described(files.get(String(value)));
      case 'fileContainingSymbol':
        return described(fileOf(registry, String(value)));
      default:
        return refused(Code.Unimplemented, 'Aquí no hay extensiones');
    }
  };

  return {
    async *serverReflectionInfo<R extends Asked>(requests: AsyncIterable<R>) {
      for await (const originalRequest of requests) {
        const { host: validHost, messageRequest } = originalRequest;
        yield { validHost, originalRequest, messageResponse: answerTo(messageRequest) };
      }
    },
  };
}

/** A registry holds messages, enums and services: what is inside of one (a method, a field) is in the file of its parent. */
function fileOf(registry: Registry, symbol: string): DescFile | undefined {
  const found = registry.get(symbol) ?? registry.get(symbol.slice(0, Math.max(0, symbol.lastIndexOf('.'))));
  return found?.file;
}

function described(file: DescFile | undefined) {
  if (!file) return refused(Code.NotFound, 'No se conoce');
  const all = new Set<DescFile>();
  const add = (one: DescFile) => {
    if (all.has(one)) return;
    all.add(one);
    one.dependencies.forEach(add);
  };
  add(file);
  const fileDescriptorProto = [...all].map(({ proto }) => toBinary(FileDescriptorProtoSchema, proto));
  return { case: 'fileDescriptorResponse' as const, value: { fileDescriptorProto } };
}

function refused(errorCode: Code, errorMessage: string) {
  return { case: 'errorResponse' as const, value: { errorCode, errorMessage } };
}
