import type * as pulumi from "@pulumi/pulumi";
import { UsagePlan, type RestApi, type Stage } from "@pulumi/aws/apigateway";
import type { PlanModel } from "../../model";
import { argumentsFor, nameInAws, tagsOf, type ApiContext } from "../context";
import { otherStack } from "../stack/other-stack";

/** What a usage plan is made of. */
export interface UsagePlanParts {
  plan: PlanModel;
  restApi: RestApi;
  stage: Stage;
  parent: pulumi.Resource;
}

/** Registers a usage plan of the stage, and of the stages of other APIs that it also covers. */
export function registerUsagePlan(context: ApiContext, parts: UsagePlanParts): UsagePlan {
  const { plan, restApi, stage, parent } = parts;
  const { name, quota, throttle } = plan;
  return new UsagePlan(
    name,
    argumentsFor(
      context,
      { type: "aws:apigateway/usagePlan:UsagePlan", name },
      {
        name: nameInAws(context, name),
        apiStages: [
          { apiId: restApi.id, stage: stage.stageName },
          ...plan.alsoCovers.map((covered) => stageOf(context, covered, parent)),
        ],
        ...(quota === undefined ? {} : { quotaSettings: { offset: 0, ...quota } }),
        ...(throttle === undefined ? {} : { throttleSettings: { ...throttle } }),
        tags: tagsOf(context),
      },
    ),
    { parent },
  );
}

/** A stage of another API, as it is named or as its stack exports it. */
function stageOf(
  context: ApiContext,
  covered: PlanModel["alsoCovers"][number],
  parent: pulumi.Resource,
) {
  if (!("stack" in covered)) return { ...covered };
  const other = otherStack(context, covered.stack, parent);
  return { apiId: other.requireOutput("apiId"), stage: other.requireOutput("stageName") };
}
