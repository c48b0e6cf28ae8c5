import type { GatewayResponseDefinition } from "./definitions";
import { present, textOf, textsByName, type Values } from "../../base/values";

/** A gateway response as the import extension and as the resource write it. */
export function readGatewayResponse(
  responseType: string,
  source: Values,
): GatewayResponseDefinition {
  return present({
    responseType,
    statusCode: textOf(source["statusCode"]) || undefined,
    responseParameters: textsByName(source["responseParameters"]),
    responseTemplates: textsByName(source["responseTemplates"]),
  });
}
