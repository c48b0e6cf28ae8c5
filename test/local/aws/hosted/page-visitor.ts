/** What a page answered. */
export interface Visit {
  status: number;
  location: string;
  html: string;
  headers: Headers;
}

/** A browser without scripts: it keeps cookies, and follows no redirect by itself. */
export function pageVisitor(base: string) {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}): Promise<Visit> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(path, base), {
      redirect: "manual",
      ...init,
      headers: { ...(cookie !== "" && { cookie }), ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const cut = pair.indexOf("=");
      if (/max-age=0/i.test(line)) cookies.delete(pair.slice(0, cut));
      else cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
    return {
      status: response.status,
      location: response.headers.get("location") ?? "",
      html: await response.text(),
      headers: response.headers,
    };
  };
  return {
    cookies,
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    /** Sends the first form of a page, or the one with this action, with what was typed. */
    async submit(
      { html }: Visit,
      typed: Record<string, string>,
      { action = "", headers = {} }: { action?: string; headers?: Record<string, string> } = {},
    ): Promise<Visit> {
      const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? [];
      const form = forms.find((one) => one.includes(`action="${action}`)) ?? "";
      const target = /action="([^"]*)"/.exec(form)?.[1] ?? "";
      const fields = new URLSearchParams();
      for (const [input] of form.matchAll(/<input[^>]*>/g)) {
        const name = /name="([^"]*)"/.exec(input)?.[1] ?? "";
        fields.set(name, unescape(/value="([^"]*)"/.exec(input)?.[1] ?? ""));
      }
      for (const [name, value] of Object.entries(typed)) fields.set(name, value);
      return send(unescape(target), { method: "POST", body: fields, headers });
    },
  };
}

function unescape(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&amp;/g, "&");
}
