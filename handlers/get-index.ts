import { getIndex, getRestaurants } from "../api-spec";
import { html, implement } from "../src/client";
import { page } from "./front-page/page";

export const handler = implement(getIndex, async ({ event }, call) => {
  const restaurants = await call(getRestaurants);
  return html(page({ restaurants, ...addresses(event.requestContext.path) }), {
    headers: { "Cache-Control": "no-store" },
  });
});

/** Where the page finds the API and Cognito: all stand in the function's environment, or are AWS's own. */
function addresses(path: string) {
  const {
    AWS_REGION = "",
    USER_POOL_CLIENT_ID = "",
    LOGIN = "",
    IDENTITY_POOL_ID = "",
  } = process.env;
  const { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER, AWS_ENDPOINT_URL_COGNITO_IDENTITY } =
    process.env;
  return {
    apiBase: path.replace(/(?<!\/)\/+$/, ""),
    region: AWS_REGION,
    cognitoUrl:
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ??
      `https://cognito-idp.${AWS_REGION}.amazonaws.com/`,
    clientId: USER_POOL_CLIENT_ID,
    login: LOGIN,
    identityUrl:
      AWS_ENDPOINT_URL_COGNITO_IDENTITY ?? `https://cognito-identity.${AWS_REGION}.amazonaws.com/`,
    identityPoolId: IDENTITY_POOL_ID,
  };
}
