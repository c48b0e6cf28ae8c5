import type { AwsRequest } from "../service/http/exchange";

/** A cookie of a request; undefined where it is not there, or there twice. */
export function readCookie(request: AwsRequest, name: string): string | undefined {
  const found = request
    .headerValues("cookie")
    .flatMap((line) => line.split(";"))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  return found.length === 1 ? found[0]?.slice(name.length + 1) : undefined;
}

/** A `Set-Cookie` that scripts cannot read and that other sites' requests do not carry. */
export function cookie(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
}
