import type { Check } from "../../access/explain/checks";

/** What became of one check. */
export interface ExplainedStep {
  check: Check;
  /** `notAsked`: the endpoint does not ask for it. `notReached`: an earlier check refused. */
  outcome: "passed" | "refused" | "notAsked" | "notReached";
  /** Empty where it was not reached. */
  because: string;
}

/** How one caller fares, and why. */
export interface Explanation {
  /** `GET /stock/7`, as it goes over the wire. */
  request: string;
  /** As `--as` takes it. */
  as: string;
  allowed: boolean;
  /** `GET /stock/{restaurant}`; absent where no method was found. */
  route?: string;
  api?: string;
  stage?: string;
  steps: ExplainedStep[];
  /** Of a refusal: what the caller gets. */
  answer?: {
    status: number;
    /** `x-amzn-ErrorType` */
    errorType?: string;
    /** AWS's gateway response type; absent where the row's own check answers. */
    responseType?: string;
    body: string;
  };
  /** What would let it pass. */
  mend?: string;
  /** Who passes as things are; each was judged. */
  passes?: string[];
  /** What was made up, and what ran. */
  notes: string[];
}
