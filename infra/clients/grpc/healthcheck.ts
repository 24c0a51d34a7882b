import { createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { Health, HealthCheckResponse_ServingStatus } from './gen/health/v1/health_pb.ts';

/** Asks the adapter at a URL whether it serves, and exits with 1 where it does not: `node healthcheck.ts http://127.0.0.1:50051`. */
const [baseUrl = 'http://127.0.0.1:50051'] = process.argv.slice(2);
// It asks itself, by an address that no certificate names.
const transport = createGrpcTransport({ baseUrl, nodeOptions: { rejectUnauthorized: false } });
const { status } = await createClient(Health, transport).check({}, { timeoutMs: 2_000 });
process.exit(status === HealthCheckResponse_ServingStatus.SERVING ? 0 : 1);
