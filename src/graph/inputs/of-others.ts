import { types } from "../types";
import { asItStands, because, each, toldBy, type InputTable, type TypeInputs } from "./type-inputs";

/** A component of the table's own: what it deploys stands below it. */
const below = (compared: TypeInputs["compared"] = {}): TypeInputs => ({
  compared,
  noAccess: { "*": because.below },
});

/** What stands around an API, in front of it or beneath it, and components of the table's own. */
export const otherInputs: InputTable = {
  "aws:cloudwatch/logGroup:LogGroup": {
    compared: {
      retentionInDays: ["logging"],
      deletionProtectionEnabled: ["protection"],
      region: [],
    },
    noAccess: {
      ...each(["kmsKeyId", "logGroupClass"], because.storage),
      ...each(["name", "namePrefix"], because.name),
      skipDestroy: because.engine,
      tags: because.tags,
    },
  },
  [types.vpcEndpoint]: asItStands(),
  "aws:ec2/securityGroup:SecurityGroup": asItStands(each(["name", "namePrefix"], because.name)),
  "aws:route53/record:Record": asItStands({ ttl: because.pace }),
  "aws:secretsmanager/secret:Secret": asItStands(each(["name", "namePrefix"], because.name)),
  "aws:secretsmanager/secretVersion:SecretVersion": asItStands(),
  "aws:ssm/parameter:Parameter": asItStands(),
  "aws:wafv2/webAclAssociation:WebAclAssociation": asItStands(),
  "aws:wafv2/webAcl:WebAcl": asItStands(each(["name", "namePrefix"], because.name)),
  "aws:wafv2/ipSet:IpSet": asItStands(each(["name", "namePrefix"], because.name)),
  "aws:apigateway/clientCertificate:ClientCertificate": asItStands(),
  "aws:apigateway/vpcLink:VpcLink": asItStands({ name: because.name }),
  // A network of ours; its addresses may stand in policies.
  "awsx:ec2:Vpc": asItStands(),
  "gatehouse:index:Accepted": { compared: { "*": [] }, noAccess: {} },
  "gatehouse:index:ApiKey": below(),
  "gatehouse:index:Caller": below(),
  "gatehouse:index:Endpoint": below(toldBy(["plans"], ["keys", "access", "endpoint"])),
  "gatehouse:index:IdentityPool": below(),
  "gatehouse:index:LambdaAuthorizer": below(),
  "gatehouse:index:SecuredApi": below(),
  "gatehouse:index:Trigger": below(),
  "gatehouse:index:UserPool": below(),
};
