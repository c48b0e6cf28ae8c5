/** Headers that an answer carries where its origin is on the list and one of the verbs is asked for. */
export interface PreflightCase {
  cors: { origins: "*" | readonly string[] };
  verbs: readonly string[];
  headers: Readonly<Record<string, string>>;
}

/**
 * The template of a preflight whose answer depends on the origin or the verb asked for. It writes headers by
 * overrides and no body; where nothing fits, no header is written and the browser refuses.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
 */
export function preflightTemplate(cases: readonly PreflightCase[]): string {
  const several = cases.length > 1;
  const conditions = cases.map((one) => {
    const parts = [
      ...(several ? [anyOf("$method", one.verbs)] : []),
      ...(one.cors.origins === "*" ? [] : [anyOf("$origin", one.cors.origins)]),
    ];
    const allowed = one.cors.origins === "*" ? "'*'" : "$origin";
    // The headers of a single case do not depend on who asks and stand in the response's parameters.
    const headers = Object.entries(several ? one.headers : {}).map(([name, value]) =>
      override(name, `'${withoutQuotes(value)}'`),
    );
    const body = [override("Access-Control-Allow-Origin", allowed), ...headers].join("");
    return `#if(${parts.join(" && ")})${body}#end`;
  });
  return [
    header("origin", "Origin"),
    ...(several ? [header("method", "Access-Control-Request-Method")] : []),
    ...conditions,
  ].join("");
}

/** A text for use between quotes. Throws where it has quotes or line ends itself, since neither literals nor templates can escape them. */
export function withoutQuotes(text: string): string {
  if (/['"$#\\\r\n]/.test(text)) {
    throw new Error(
      `cors: ${JSON.stringify(text)} has a quote, "$", "#", a backslash or a line end. Leave it out.`,
    );
  }
  return text;
}

// Names of headers are case-sensitive here (docs/aws-facts.md section 7), and HTTP/2 sends them in small letters.
function header(variable: string, name: string): string {
  const empty = `!$${variable} || $${variable} == ''`;
  return (
    `#set($${variable} = $input.params().header.get('${name}'))` +
    `#if(${empty})#set($${variable} = $input.params().header.get('${name.toLowerCase()}'))#end`
  );
}

function anyOf(variable: string, values: readonly string[]): string {
  return `(${values.map((value) => `${variable} == '${withoutQuotes(value)}'`).join(" || ")})`;
}

function override(name: string, value: string): string {
  return `#set($context.responseOverride.header.${name} = ${value})`;
}
