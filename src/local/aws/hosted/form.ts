import { escapeHtml } from "./page";

/** A field of a form. */
export interface Field {
  name: string;
  label: string;
  /** @default "text" */
  type?: "text" | "email" | "password" | "tel";
  autocomplete?: string;
  value?: string | undefined;
  /** Digits, for phones' keyboards. */
  numeric?: boolean;
}

/** A way to send a form. */
export interface Button {
  label: string;
  /** Sent with the form where there are several. */
  name?: string;
  value?: string;
}

/** A form that a page shows. */
export interface Form {
  /** Path and query. */
  action: string;
  /** Name and value of each hidden input. */
  hidden: Readonly<Record<string, string>>;
  fields: readonly Field[];
  buttons: readonly Button[];
  /** Looks like a link: a second thing to do. */
  quiet?: boolean;
}

/** A form as HTML; its first empty field has the focus. */
export function formHtml({ action, hidden, fields, buttons, quiet = false }: Form): string {
  const inputs = Object.entries(hidden).map(
    ([name, value]) =>
      `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}"/>`,
  );
  const focused = fields.find(({ value }) => value === undefined || value === "");
  const shown = fields.map((field) => fieldHtml(field, field === focused));
  const kind = quiet ? ' class="quiet"' : "";
  return `<form method="post" action="${escapeHtml(action)}">
        ${[...inputs, ...shown].join("\n        ")}
        ${buttons.map((button) => buttonHtml(button, kind)).join("\n        ")}
      </form>`;
}

function buttonHtml({ label, name, value = "" }: Button, kind: string): string {
  const sent = name === undefined ? "" : ` name="${name}" value="${escapeHtml(value)}"`;
  return `<button type="submit"${sent}${kind}>${escapeHtml(label)}</button>`;
}

function fieldHtml(field: Field, focused: boolean): string {
  const { name, label, type = "text", autocomplete = "off", value = "", numeric = false } = field;
  const attributes = [
    `id="${escapeHtml(name)}"`,
    `name="${escapeHtml(name)}"`,
    `type="${type}"`,
    `autocomplete="${autocomplete}"`,
    ...(numeric ? ['inputmode="numeric"'] : []),
    ...(type === "text" || type === "email" ? ['autocapitalize="none"', 'spellcheck="false"'] : []),
    ...(value === "" ? [] : [`value="${escapeHtml(value)}"`]),
    "required",
    ...(focused ? ["autofocus"] : []),
  ];
  return `<label for="${escapeHtml(name)}">${escapeHtml(label)} <input ${attributes.join(" ")}></label>`;
}

/** Links under a form. */
export function linksHtml(links: readonly (readonly [text: string, address: string])[]): string {
  if (links.length === 0) return "";
  const all = links.map(([text, to]) => `<a href="${escapeHtml(to)}">${escapeHtml(text)}</a>`);
  return `<nav>${all.join("")}</nav>`;
}
