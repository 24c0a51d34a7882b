# Deploys the system by CDK and ends: docker build -f infra/cdk/deploy.Dockerfile -t alpes-deploy .
ARG NODE=node:24-bookworm-slim

FROM ${NODE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY infra/grid/package.json infra/grid/
RUN npm ci --no-audit --no-fund

FROM ${NODE}
WORKDIR /app
# The assembly, the bundles and the outputs are written here, by a user who owns nothing else.
RUN mkdir -p .alpes && chown -R node:node /app
COPY --from=packages --chown=node:node /app/node_modules node_modules
COPY --chown=node:node . .
USER node
ENV NODE_ENV=production CDK_DISABLE_CLI_TELEMETRY=1 CDK_DISABLE_VERSION_CHECK=1
# Healthy once everything is deployed: what needs the system can wait for that.
HEALTHCHECK --interval=5s --timeout=3s --start-period=120s CMD test -s .alpes/outputs-localstack-dev.json
ENTRYPOINT ["node", "infra/lab/deploy.ts"]
CMD ["--grid", "localstack", "--yes"]
