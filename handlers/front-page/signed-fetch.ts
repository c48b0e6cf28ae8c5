/**
 * Calls with temporary AWS credentials from a browser: the Signature Version 4 of a GET without query, by
 * the browser's own cryptography. Plain JavaScript, a part of the page's script.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const signedFetch = `
const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (text) => hex(await crypto.subtle.digest("SHA-256", utf8(text)));

async function hmac(key, text) {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return crypto.subtle.sign("HMAC", imported, utf8(text));
}

async function signedFetch(path, { AccessKeyId, SecretKey, SessionToken }, region) {
  const date = new Date().toISOString().replace(/[-:]|\\.\\d{3}/g, "");
  const scope = [date.slice(0, 8), region, "execute-api", "aws4_request"];
  const signed = { host: location.host, "x-amz-date": date, "x-amz-security-token": SessionToken };
  const names = Object.keys(signed).join(";");
  const lines = Object.entries(signed).map(([name, value]) => name + ":" + value + "\\n").join("");
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const request = ["GET", encoded, "", lines, names, await sha256("")].join("\\n");
  const toSign = ["AWS4-HMAC-SHA256", date, scope.join("/"), await sha256(request)].join("\\n");
  let key = utf8("AWS4" + SecretKey);
  for (const part of scope) key = await hmac(key, part);
  const credential = "Credential=" + AccessKeyId + "/" + scope.join("/");
  const signature = "Signature=" + hex(await hmac(key, toSign));
  return fetch(path, {
    headers: {
      Authorization: "AWS4-HMAC-SHA256 " + [credential, "SignedHeaders=" + names, signature].join(", "),
      "X-Amz-Date": date,
      "X-Amz-Security-Token": SessionToken,
    },
  });
}
`;
