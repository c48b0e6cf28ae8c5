import { SecuredApi } from "../../../../src/pulumi";
import * as spec from "./api-spec";

export const api = new SecuredApi("shop", spec, {
  functions: {
    getHome: {
      statements: [
        {
          Effect: "Allow",
          Action: "execute-api:Invoke",
          Resource: "arn:aws:execute-api:eu-central-1:000000000000:*/dev/GET/stock/*",
        },
      ],
    },
  },
});
