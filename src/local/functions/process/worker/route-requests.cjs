// Requests that a handler makes to an API or a user pool of the graph stay on this machine: those to
// `<apiId>.execute-api.<region>.amazonaws.com` go to the gateway's port, those to a local pool's issuer
// to the AWS port. Everything else goes where it says.
"use strict";
const http = require("node:http");
const https = require("node:https");
const { syncBuiltinESMExports } = require("node:module");

const dispatcherSymbol = Symbol.for("undici.globalDispatcher.1");

/** The local port for a host and path, or undefined. */
function portFor(routes, host, requestPath) {
  const name = host.toLowerCase();
  if (routes.gatewayHosts.includes(name)) return routes.gatewayPort;
  if (routes.awsHosts.includes(name)) return routes.awsPort;
  if (!routes.issuerHosts.includes(name)) return undefined;
  return routes.poolIds.includes(requestPath.split(/[/?]/)[1]) ? routes.awsPort : undefined;
}

function withHost(headers, host) {
  if (Array.isArray(headers)) {
    const flat = headers.flat();
    const named = flat.some((name, at) => at % 2 === 0 && String(name).toLowerCase() === "host");
    return named ? flat : [...flat, "Host", host];
  }
  const plain =
    typeof headers?.[Symbol.iterator] === "function" ? Object.fromEntries(headers) : { ...headers };
  const named = Object.keys(plain).some((name) => name.toLowerCase() === "host");
  return named ? plain : { ...plain, Host: host };
}

/** Calls of a function in a VPC show the gateway through which endpoint they come. */
function withPass(headers, { pass, gatewayPort }, port) {
  if (!pass || port !== gatewayPort) return headers;
  if (Array.isArray(headers)) return [...headers, pass.header, pass.value];
  return { ...headers, [pass.header]: pass.value };
}

/** The three forms of `http.request`: (url), (url, options), (options); each with a callback or none. */
function optionsOf(args) {
  const [first, second] = args;
  const callback = args.find((arg) => typeof arg === "function");
  if (typeof first !== "string" && !(first instanceof URL)) {
    return { options: { ...first }, callback };
  }
  const url = new URL(first);
  const fromUrl = {
    hostname: url.hostname,
    port: url.port,
    path: `${url.pathname}${url.search}`,
    ...(url.username ? { auth: `${url.username}:${url.password}` } : {}),
  };
  const more = typeof second === "object" && second !== null ? second : {};
  return { options: { ...fromUrl, ...more }, callback };
}

function patchModule(module, table) {
  const original = { request: module.request, get: module.get };
  module.request = (...args) => {
    const { options, callback } = optionsOf(args);
    const host = String(options.hostname ?? options.host ?? "localhost").replace(/:\d+$/, "");
    const port = portFor(table.routes, host, String(options.path ?? "/"));
    if (port === undefined) return original.request.apply(module, args);
    const { agent, servername: _server, host: _host, ...kept } = options;
    return table.plainRequest(
      {
        ...kept,
        ...(agent === false ? { agent } : {}),
        protocol: "http:",
        hostname: "127.0.0.1",
        port,
        headers: withPass(withHost(options.headers, host), table.routes, port),
      },
      callback,
    );
  };
  module.get = (...args) => {
    const request = module.request(...args);
    request.end();
    return request;
  };
}

/** `fetch` and other users of undici's global dispatcher. */
function patchDispatcher(table) {
  const dispatcher = globalThis[dispatcherSymbol];
  if (!dispatcher || dispatcher[table.mark]) return;
  const dispatch = dispatcher.dispatch.bind(dispatcher);
  dispatcher[table.mark] = true;
  dispatcher.dispatch = (options, handler) => {
    if (!options.origin) return dispatch(options, handler);
    const { hostname } = new URL(options.origin);
    const port = portFor(table.routes, hostname, String(options.path));
    if (port === undefined) return dispatch(options, handler);
    const headers = withPass(withHost(options.headers, hostname), table.routes, port);
    return dispatch({ ...options, origin: `http://127.0.0.1:${port}`, headers }, handler);
  };
}

function patchFetch(table) {
  const original = globalThis.fetch;
  globalThis.fetch = function fetch(...args) {
    // The dispatcher exists from the first call on; loading it earlier would slow down every start.
    if (!globalThis[dispatcherSymbol]) original("data:,").catch(() => {});
    patchDispatcher(table);
    return original.apply(this, args);
  };
}

/** Begins to route; returns what to call once the code is loaded, for an undici that came with it. */
function routeRequests(routes) {
  const table = { routes, plainRequest: http.request, mark: Symbol("routed") };
  patchModule(http, table);
  patchModule(https, table);
  syncBuiltinESMExports();
  patchFetch(table);
  return () => patchDispatcher(table);
}

module.exports = { routeRequests };
