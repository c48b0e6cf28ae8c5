import { createHash, createHmac, randomBytes } from "node:crypto";

/** The client's half of SRP as amazon-cognito-identity-js has it, written apart from the server's. */
const N = BigInt(
  `0x${[
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD",
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED",
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F",
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B",
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510",
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7",
    "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C",
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
  ].join("")}`,
);
const g = 2n;
const sha = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");
const hexSha = (hex: string) => sha(Buffer.from(hex, "hex"));
const mac = (key: Buffer, data: Buffer) => createHmac("sha256", key).update(data).digest();
const modulo = (value: bigint) => ((value % N) + N) % N;

function pad(value: bigint): string {
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  return "89abcdef".includes(hex.charAt(0)) ? `00${hex}` : hex;
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, modulo(base)];
  for (const bit of [...exponent.toString(2)].reverse()) {
    if (bit === "1") result = modulo(result * square);
    square = modulo(square * square);
  }
  return result;
}

/** One sign-in: the public value to send, and the answer to the challenge. */
export function srpClient(poolId: string) {
  const a = BigInt(`0x${randomBytes(128).toString("hex")}`);
  const A = power(g, a);
  const poolName = poolId.split("_")[1] ?? "";
  return {
    publicValue: A.toString(16),
    answer(parameters: Record<string, string>, password: string): Record<string, string> {
      const { SALT = "", SRP_B = "", SECRET_BLOCK = "", USER_ID_FOR_SRP: user = "" } = parameters;
      const B = BigInt(`0x${SRP_B}`);
      const u = BigInt(`0x${hexSha(pad(A) + pad(B))}`);
      const secret = sha(`${poolName}${user}:${password}`);
      const x = BigInt(`0x${hexSha(pad(BigInt(`0x${SALT}`)) + secret)}`);
      const k = BigInt(`0x${hexSha(`00${N.toString(16)}02`)}`);
      const S = power(modulo(B - k * power(g, x)), a + u * x);
      const prk = mac(Buffer.from(pad(u), "hex"), Buffer.from(pad(S), "hex"));
      const key = mac(prk, Buffer.from("Caldera Derived Key\u0001")).subarray(0, 16);
      const timestamp = "Tue Nov 24 13:51:25 UTC 2026";
      const message = Buffer.concat([
        Buffer.from(poolName + user),
        Buffer.from(SECRET_BLOCK, "base64"),
        Buffer.from(timestamp),
      ]);
      return {
        USERNAME: user,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        TIMESTAMP: timestamp,
        PASSWORD_CLAIM_SIGNATURE: mac(key, message).toString("base64"),
      };
    },
  };
}
