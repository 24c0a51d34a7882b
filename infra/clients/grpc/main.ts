import { type GrpcServer, startGrpc } from './server.ts';
import { type Settings, settingsOf, USAGE } from './settings.ts';

function chosen(): Settings | undefined {
  try {
    const settings = settingsOf(process.argv.slice(2), process.env);
    if (!settings) console.log(USAGE);
    return settings;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function started(settings: Settings): Promise<GrpcServer | undefined> {
  try {
    return await startGrpc({ ...settings, onLog: (line) => console.error(line) });
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
    return undefined;
  }
}

// Whoever reads what a server says may go before it does: it serves on, and still stops in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
const settings = chosen();
const server = settings && (await started(settings));
if (settings && server) {
  const { host, apiUrl, liveUrl, tls } = settings;
  // Before it says where it is: whoever reads that may end it.
  const ended = new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  console.log(
    `gRPC, gRPC-Web and Connect at ${tls ? 'https' : 'http'}://${host}:${server.port}, for the API ${apiUrl}`,
  );
  console.log(
    liveUrl ? `Orders are followed by ${liveUrl}` : 'No live channel: orders that are followed are asked for again',
  );
  await ended;
  console.log('Stopping …');
  await server.stop();
}
