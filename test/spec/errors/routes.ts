import type { CompileCase } from "./case";

const malformed: [title: string, route: string, sentence: string][] = [
  ["an unclosed brace", "GET /{a", "a path parameter is not closed: {name}"],
  ["an unopened brace", "GET /a}", "a path parameter is not opened: {name}"],
  ["an empty brace", "GET /{}", "a path parameter needs a name: {name}"],
  ["an empty greedy brace", "GET /{+}", "a path parameter needs a name: {name}"],
  ["text before a brace", "GET /a{b}", "a segment holds one path parameter and nothing beside it"],
  ["text behind a brace", "GET /{b}a", "a segment holds one path parameter and nothing beside it"],
  ["two braces", "GET /{a}{b}", "a segment holds one path parameter and nothing beside it"],
  ["a greedy parameter before the end", "GET /{a+}/b", "stands in the last segment"],
  ["a space in the path", "GET /a b", "a path has no spaces"],
  ["a space in a parameter", "GET /{a b}", "a path has no spaces"],
  ["a slash at the end", "GET /a/", "no slash at its end"],
  ["an empty segment", "GET /a//b", "no empty segments"],
];
const noRoute: [title: string, route: string][] = [
  ["an unknown verb", "FETCH /a"],
  ["a verb in small letters", "get /a"],
  ["no verb", "/a"],
  ["no slash", "GET a"],
  ["two spaces", "GET  /a"],
];

export const routeErrors: CompileCase[] = [
  ...malformed.map(([title, route, sentence]): CompileCase => ({
    title: `a route with ${title}`,
    source: `endpoint("${route}", { access: "public" })`,
    code: 2345,
    place: `"${route}"`,
    words: [sentence],
  })),
  ...noRoute.map(([title, route]): CompileCase => ({
    title: `a route with ${title}`,
    source: `endpoint("${route}", { access: "public" })`,
    code: 2345,
    place: `"${route}"`,
    words: ["`GET /${string}`"],
  })),
  {
    title: "params with a name that the route lacks",
    source: `endpoint("GET /a/{id}", { access: "public", params: { id: z.string(), ids: z.string() } })`,
    code: 2741,
    place: "ids",
    words: ["the route has no path parameter {ids}"],
  },
  {
    title: "params of a route without any",
    source: `endpoint("GET /a", { access: "public", params: { id: z.string() } })`,
    code: 2741,
    place: "id",
    words: ["the route has no path parameter {id}"],
  },
];
