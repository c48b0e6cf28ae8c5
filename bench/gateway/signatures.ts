import * as aws4 from "aws4";
import { verifySignature, type SignedRequest } from "../../src/local/sigv4";
import type { Credential } from "../../src/local/start/services";
import { callers } from "./graph";
import { median, type Pace } from "./rounds";
import type { Row } from "./table";

const secret = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const arn = "arn:aws:iam::000000000000:user/someone";
const credential: Credential = {
  secretAccessKey: secret.secretAccessKey,
  identity: {
    ...{ accessKeyId: secret.accessKeyId, arn, accountId: "000000000000", userId: "AIDAEXAMPLE" },
    ...{ principal: { arn, accountId: "000000000000" }, policies: [], boundaries: [] },
    context: {},
  },
};

/** Requests of one turn; each differs from the others. */
const count = 2_000;

type Unsigned = Exclude<Parameters<typeof aws4.sign>[0], string>;

function unsigned(at: number): Unsigned {
  const body = JSON.stringify({ order: at, restaurant: "shoney", dishes: ["soup", "bread"] });
  const host = `${callers.apiId}.execute-api.${callers.region}.amazonaws.com`;
  return {
    ...{ host, service: "execute-api", region: callers.region },
    ...(at % 2 === 0
      ? { method: "GET", path: `/dev/stock/restaurant-${at}?page=${at}&size=20` }
      : { method: "POST", path: `/dev/orders/${at}`, body }),
    headers: { "content-type": "application/json" },
  };
}

function asReceived(signed: Unsigned): SignedRequest {
  const headers = new Map(
    Object.entries(signed.headers ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]),
  );
  return {
    method: signed.method!,
    target: signed.path!,
    body: Buffer.from(String(signed.body ?? "")),
    header: (name) => headers.get(name),
    headerValues: (name) => (headers.has(name) ? [headers.get(name)!] : []),
  };
}

const perSecond = (milliseconds: number) => (count * 1000) / milliseconds;

/** Signatures that are verified in a second, against those that aws4 makes of the same requests. */
export function compareSignatures(pace: Pace): Row[] {
  const options = {
    find: (id: string) => (id === secret.accessKeyId ? credential : undefined),
    ...{ region: callers.region, service: "execute-api" },
  };
  const turn = () => {
    const requests = Array.from({ length: count }, (_, at) => unsigned(at));
    const begin = process.cpuUsage();
    for (const request of requests) aws4.sign(request, secret);
    const signing = process.cpuUsage(begin);
    const received = requests.map(asReceived);
    const now = Date.now();
    const middle = process.cpuUsage();
    for (const request of received) {
      const verdict = verifySignature(request, { ...options, now });
      if (!verdict.valid) throw new Error(verdict.because);
    }
    const verifying = process.cpuUsage(middle);
    return {
      signed: perSecond((signing.user + signing.system) / 1000),
      verified: perSecond((verifying.user + verifying.system) / 1000),
    };
  };
  for (let at = 0; at < 5; at++) turn();
  const turns = Array.from({ length: pace.rounds * 5 }, turn);
  return [
    {
      measure: "SigV4: verifications, against aws4's signatures",
      setting: `${count} requests`,
      target: { atLeast: 1.3 },
      ours: `${Math.round(median(turns.map(({ verified }) => verified)))}/s`,
      peer: `${Math.round(median(turns.map(({ signed }) => signed)))}/s`,
      ratio: median(turns.map(({ verified, signed }) => verified / signed)),
    },
  ];
}
