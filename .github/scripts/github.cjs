// Calls to GitHub's API. Plain JavaScript without packages, because the job that may write installs nothing.
"use strict";

const largest = 5_000_000;

/** Reads an answer, no further than a limit. */
async function boundedText(response) {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > largest)
      throw new Error(`${response.url} answers more than ${largest} bytes.`);
  }
  return text;
}

/** Calls GitHub's API with the job's token and gives the parsed answer. */
async function github(path, { method = "GET", body } = {}) {
  const { GITHUB_API_URL = "https://api.github.com", GITHUB_TOKEN } = process.env;
  if (!GITHUB_TOKEN) throw new Error("GITHUB_TOKEN is not set.");
  const response = await fetch(`${GITHUB_API_URL}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${GITHUB_TOKEN}`,
      "x-github-api-version": "2022-11-28",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await boundedText(response);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
  return text === "" ? undefined : JSON.parse(text);
}

/** All entries of a list that comes in pages of 100. */
async function listed(path, mostPages = 30) {
  const found = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const mark = path.includes("?") ? "&" : "?";
    const entries = await github(`${path}${mark}per_page=100&page=${page}`);
    found.push(...entries);
    if (entries.length < 100) return found;
  }
  throw new Error(`${path} has over ${mostPages * 100} entries.`);
}

module.exports = { github, listed };
