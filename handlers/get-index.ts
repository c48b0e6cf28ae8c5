import { getIndex, getRestaurants } from "../api-spec";
import { html, implement } from "../src/client";
import { page } from "./front-page/page";

export const handler = implement(getIndex, async ({ event }, call) => {
  const restaurants = await call(getRestaurants);
  return html(page({ restaurants, ...addresses(event.requestContext.path) }), {
    headers: { "Cache-Control": "no-store" },
  });
});

/** Where the page finds the API and Cognito: both stand in the function's environment, or are AWS's own. */
function addresses(path: string) {
  const {
    AWS_REGION,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER,
    USER_POOL_CLIENT_ID = "",
  } = process.env;
  return {
    apiBase: path.replace(/\/+$/, ""),
    cognitoUrl:
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ??
      `https://cognito-idp.${AWS_REGION}.amazonaws.com/`,
    clientId: USER_POOL_CLIENT_ID,
  };
}
