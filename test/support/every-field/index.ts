import * as pulumi from "@pulumi/pulumi";
import { SecuredApi } from "../../../src/pulumi";
import * as spec from "./api-spec";
import * as mutual from "./mutual-spec";

/** Mutual TLS goes only with tables whose functions call nobody. */
const api =
  pulumi.getStack() === "mutual"
    ? new SecuredApi("mutual", mutual, { spec: "mutual-spec", handlers: "mutual-handlers" })
    : new SecuredApi("every", spec, {
        handlers: "handlers",
        spec: "api-spec",
        output: ".gatehouse/bundles",
        cors: { origins: ["https://shop.example.com"] },
        defaults: { environment: { LOG_LEVEL: "info" }, logRetentionDays: 60, tracing: false },
        functions: {
          getMeals: {
            environment: ({ userPools, identityPools, apiId, url }) => ({
              POOL: userPools.customers.id,
              DINERS: identityPools.diners.id,
              API: apiId,
              URL: url,
            }),
            statements: [
              {
                Effect: "Allow",
                Action: "dynamodb:Query",
                Resource: "arn:aws:dynamodb:eu-central-1:111122223333:table/meals",
              },
            ],
            layers: ["arn:aws:lambda:eu-central-1:111122223333:layer:menu:3"],
            vpc: {
              subnetIds: ["subnet-0a1b2c3d4e5f60718"],
              securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
            },
            bundle: {
              external: ["menu-fonts"],
              loader: { ".txt": "text" },
              files: { "menu.yaml": "Pulumi.yaml" },
            },
            architecture: "x86_64",
            memoryMegabytes: 1024,
            timeoutSeconds: 20,
            ephemeralStorageMegabytes: 1024,
            deadLetterTarget: "arn:aws:sqs:eu-central-1:111122223333:lost-meals",
            reservedConcurrency: 5,
            tracing: true,
            logRetentionDays: 14,
            transform: {
              "aws:lambda/function:Function": (args) => ({ ...args, description: "All meals" }),
            },
          },
        },
        transform: {
          "aws:apigateway/stage:Stage": (args) => ({ ...args, description: "Every field" }),
        },
      });

export const { url } = api.outputs;
