import * as pulumi from "@pulumi/pulumi";
import type { RestApi, Stage } from "@pulumi/aws/apigateway";
import type { Role } from "@pulumi/aws/iam";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda";
import { SpecError } from "../model";
import type { Endpoint as Row } from "../spec";
import { callRights } from "./parts/call-rights";
import type { ApiContext } from "./context";
import { domainUrl } from "./network/domain";
import { apiUrl } from "./parts/environment";
import { findPlace } from "./stack/place";
import { checkWhilePreviewing } from "./preview/preview-checks";
import { readModel } from "./stack/read-model";
import { registerApi, type ApiParts } from "./register-api";
import { registerPolicies } from "./parts/role";
import { runError } from "./run-error";
import type { FunctionName, NamesOf, RoleName, SecuredApiOptions } from "./secured-api-options";
import { outputsOf, type ApiOutputs } from "./secured-api-outputs";
import { readStackConfig } from "./stack/stack-config";
import { checkStackConfig } from "./stack/stack-model";
import type { UserPoolOutputs } from "./pools/user-pool";

/**
 * An API Gateway whose every endpoint, role, key and pool is what a table says.
 * @example
 * const api = new SecuredApi("restaurants", spec);
 * export const url = api.url;
 */
export class SecuredApi<Spec extends object> extends pulumi.ComponentResource {
  /** Where the API's stage is reached: under the stack's own domain, where it has one. */
  readonly url: pulumi.Output<string>;
  readonly restApi: RestApi;
  readonly stage: Stage;
  /** By the name of the row, authorizer or trigger. */
  readonly functions: { readonly [Name in FunctionName<Spec>]: LambdaFunction };
  /** By the name of the row, authorizer, trigger, caller or identity pool. */
  readonly roles: { readonly [Name in RoleName<Spec>]: Role };
  readonly userPools: { readonly [Name in NamesOf<Spec, "userPool">]: UserPoolOutputs };
  /** What is worth exporting: the URL, keys, pools and clients; values of keys and clients are secrets. */
  readonly outputs: ApiOutputs;
  readonly #context: ApiContext;
  readonly #parts: ApiParts;
  readonly #names: ReadonlyMap<unknown, string>;

  /**
   * @throws RunError that names every problem of the table or of the stack's configuration
   */
  // eslint-disable-next-line max-params -- a component ends with Pulumi's own options
  constructor(
    name: string,
    spec: Spec,
    options: SecuredApiOptions<Spec> = {},
    opts: pulumi.ComponentResourceOptions = {},
  ) {
    super("gatehouse:index:SecuredApi", name, {}, opts);
    this.#names = new Map(Object.entries(spec).map(([exported, value]) => [value, exported]));
    const { stackTraceLimit } = Error;
    // Pulumi formats some 90 stacks for each resource (runtime/debuggable.js), most of the run's whole time.
    Error.stackTraceLimit = 0;
    try {
      const config = readStackConfig();
      const model = readModel(name, spec, { options, config });
      checkStackConfig(model, config);
      for (const note of model.notes) void pulumi.log.warn(note, this);
      const transforms = [options.transform];
      this.#context = { model, config, place: findPlace(this), transforms };
      this.#parts = registerApi(this.#context, {
        options: options as never,
        parent: this,
      });
    } catch (error) {
      throw error instanceof SpecError ? runError(error.message) : error;
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
    const { restApi, stage, functions, roles, userPools } = this.#parts;
    this.restApi = restApi;
    this.stage = stage;
    this.url = domainUrl(this.#context) ?? apiUrl(this.#context, stage.restApi);
    this.functions = functions as never;
    this.roles = roles as never;
    this.userPools = userPools as never;
    this.outputs = outputsOf(this.#context, this.#parts, this.url);
    void checkWhilePreviewing(this.#context, {
      options: options as never,
      parent: this,
      component: name,
    });
    this.registerOutputs({ url: this.url });
  }

  /**
   * Lets a role that the table does not know, such as that of a function written by hand, call rows.
   * Rows that are not `iam` ask for no right of a role.
   */
  grantCall(role: Role, rows: readonly Row[]): void {
    const calls = rows.map((row) => this.#nameOf(row));
    const name = `${logicalName(role)}-calls`;
    const { statements, notes } = callRights(this.#context, { name, calls });
    for (const note of notes) void pulumi.log.warn(note, this);
    if (statements.length === 0) return;
    registerPolicies(this.#context, {
      name,
      role,
      statements,
      apiId: this.restApi.id,
      parent: this,
    });
  }

  #nameOf(row: Row): string {
    const name = this.#names.get(row);
    if (name !== undefined) return name;
    throw runError(
      `grantCall: ${row.route} is not a row of this API's table. Expected an exported endpoint. Export it, or take it out.`,
    );
  }
}

/** Pulumi keeps the name that a resource was made with in this field (resource.js). */
const logicalName = (resource: pulumi.Resource) =>
  (resource as unknown as { __name: string }).__name;
