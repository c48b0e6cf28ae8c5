import { Table } from "@pulumi/aws/dynamodb";
import * as spec from "./api-spec";
import { SecuredApi } from "./src/pulumi";

const orders = new Table("orders", {
  attributes: [{ name: "id", type: "S" }],
  hashKey: "id",
  billingMode: "PAY_PER_REQUEST",
});

const api = new SecuredApi("restaurants", spec, {
  functions: {
    getIndex: {
      environment: ({ userPools, identityPools }) => ({
        USER_POOL_CLIENT_ID: userPools.customers.clientId,
        LOGIN: userPools.customers.providerName,
        IDENTITY_POOL_ID: identityPools.diners.id,
      }),
    },
    putOrders: {
      environment: { TABLE: orders.id }, // a table's id is its name
      statements: [{ Effect: "Allow", Action: "dynamodb:PutItem", Resource: orders.arn }],
    },
  },
});

export const { url, apiKeys, userPools, identityPools, callers } = api.outputs;
