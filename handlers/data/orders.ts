import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

/** One order, as it is kept. */
export interface KeptOrder {
  id: string;
  restaurant: string;
  portions: number;
}

// On the laptop there is no table unless `.env` points this function to one: see the README.
const { GATEHOUSE_LOCAL, AWS_PROFILE, AWS_ENDPOINT_URL_DYNAMODB, TABLE } = process.env;
const file =
  GATEHOUSE_LOCAL && !AWS_PROFILE && !AWS_ENDPOINT_URL_DYNAMODB
    ? join(GATEHOUSE_LOCAL, "orders.jsonl")
    : undefined;

/** Keeps an order in the table, or on the laptop in a file. */
export async function keepOrder({ id, restaurant, portions }: KeptOrder): Promise<void> {
  if (file) {
    await appendFile(file, JSON.stringify({ id, restaurant, portions }) + "\n");
    return;
  }
  const Item = { id: { S: id }, restaurant: { S: restaurant }, portions: { N: String(portions) } };
  await new DynamoDBClient().send(new PutItemCommand({ TableName: TABLE, Item }));
}
