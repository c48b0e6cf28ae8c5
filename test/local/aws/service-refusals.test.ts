import { graphDefinition } from "./definition";
import { runHttpCases } from "./http-cases";

runHttpCases("service-refusals.json", () => graphDefinition());
