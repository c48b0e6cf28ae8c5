import { signedFetch } from "./signed-fetch";

/**
 * What the front page does in the browser: register, confirm, sign in, search, and look at the stock with
 * AWS credentials that the sign-in is exchanged for. Plain JavaScript, sent as it stands. Tokens and
 * credentials live in this page's memory only, so a reload signs out.
 */
export const script = `"use strict";
const { apiBase, region, cognitoUrl, clientId, login, identityUrl, identityPoolId } = document.body.dataset;
const byId = (id) => document.getElementById(id);
let idToken;
let credentials;
let pending;
${signedFetch}
const cognito = (operation, input) =>
  ask(cognitoUrl, "AWSCognitoIdentityProviderService." + operation, { ClientId: clientId, ...input });

async function ask(url, target, input) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target },
    body: JSON.stringify(input),
  });
  const answer = await response.json();
  if (response.ok) return answer;
  throw Object.assign(new Error(answer.message || "That did not work."), { name: (answer.__type || "").split("#").pop() });
}

function show(name) {
  for (const form of ["sign-in", "register", "confirm"]) byId(form).hidden = form !== name;
  byId("account-title").textContent = { "sign-in": "Sign in", register: "Create an account", confirm: "Check your mail" }[name];
  say("account-message", "");
}

function say(id, text, good) {
  byId(id).textContent = text;
  byId(id).classList.toggle("good", Boolean(good));
}

function onSubmit(id, work, messageId) {
  byId(id).addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = byId(id).querySelector("button[type=submit]");
    button.disabled = true;
    say(messageId, "");
    try {
      await work(Object.fromEntries(new FormData(byId(id))));
    } catch (error) {
      say(messageId, error.message);
    } finally {
      button.disabled = false;
    }
  });
}

async function signIn(email, password) {
  try {
    const { AuthenticationResult } = await cognito("InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    });
    if (!AuthenticationResult) throw new Error("This account asks for another step that this page does not have.");
    idToken = AuthenticationResult.IdToken;
  } catch (error) {
    if (error.name !== "UserNotConfirmedException") throw error;
    await cognito("ResendConfirmationCode", { Username: email });
    return askForCode(email, password);
  }
  pending = undefined;
  byId("account").close();
  byId("who").textContent = email;
  setSignedIn(true);
}

function askForCode(email, password) {
  pending = { email, password };
  byId("sent-to").textContent = email;
  show("confirm");
}

function setSignedIn(yes) {
  byId("who").hidden = byId("sign-out").hidden = !yes;
  byId("open-sign-in").hidden = yes;
  say("message", yes ? "Signed in. Search away." : "", true);
}

async function awsCredentials() {
  if (credentials && credentials.Expiration * 1000 > Date.now() + 60_000) return credentials;
  const Logins = { [login]: idToken };
  const { IdentityId } = await ask(identityUrl, "AWSCognitoIdentityService.GetId", { IdentityPoolId: identityPoolId, Logins });
  const answer = await ask(identityUrl, "AWSCognitoIdentityService.GetCredentialsForIdentity", { IdentityId, Logins });
  credentials = answer.Credentials;
  return credentials;
}

async function showStock(button) {
  if (!idToken) {
    show("sign-in");
    byId("account").showModal();
    return;
  }
  button.disabled = true;
  try {
    const response = await signedFetch(apiBase + "/stock/" + button.dataset.stock, await awsCredentials(), region);
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.message || answer.Message);
    button.textContent = answer.portions + " portions left";
  } catch (error) {
    say("message", error.message);
  } finally {
    button.disabled = false;
  }
}

function list(restaurants) {
  const items = restaurants.map(({ id, name, themes }) => {
    const item = document.createElement("li");
    item.className = "card";
    const initial = Object.assign(document.createElement("span"), { className: "initial", textContent: name.slice(0, 1) });
    const title = Object.assign(document.createElement("h3"), { textContent: name });
    const line = document.createElement("p");
    line.append(...themes.map((theme) => Object.assign(document.createElement("span"), { className: "theme", textContent: theme })));
    const stock = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Stock" });
    stock.dataset.stock = id;
    item.append(initial, title, line, stock);
    return item;
  });
  const none = Object.assign(document.createElement("li"), { className: "empty", textContent: "No restaurant has this theme." });
  byId("restaurants").replaceChildren(...(items.length ? items : [none]));
}

onSubmit("register", async ({ email, password }) => {
  await cognito("SignUp", { Username: email, Password: password, UserAttributes: [{ Name: "email", Value: email }] });
  askForCode(email, password);
}, "account-message");

onSubmit("confirm", async ({ code }) => {
  await cognito("ConfirmSignUp", { Username: pending.email, ConfirmationCode: code });
  await signIn(pending.email, pending.password);
}, "account-message");

onSubmit("sign-in", ({ email, password }) => signIn(email, password), "account-message");

onSubmit("search", async ({ theme }) => {
  if (!idToken) {
    show("sign-in");
    byId("account").showModal();
    return;
  }
  const response = await fetch(apiBase + "/restaurants/search", {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: idToken },
    body: JSON.stringify({ theme }),
  });
  const answer = await response.json();
  if (response.status === 401) {
    idToken = credentials = undefined;
    setSignedIn(false);
    throw new Error("Your session has ended: sign in again.");
  }
  if (!response.ok) throw new Error(answer.message || "The search did not work.");
  byId("title").textContent = "Restaurants: " + theme;
  list(answer);
}, "message");

byId("resend").addEventListener("click", () =>
  cognito("ResendConfirmationCode", { Username: pending.email }).then(
    () => say("account-message", "A new code is on its way.", true),
    (error) => say("account-message", error.message),
  ),
);
byId("open-sign-in").addEventListener("click", () => {
  show("sign-in");
  byId("account").showModal();
});
byId("close").addEventListener("click", () => byId("account").close());
byId("restaurants").addEventListener("click", ({ target }) => {
  if (target.dataset.stock) showStock(target);
});
byId("sign-out").addEventListener("click", () => {
  idToken = credentials = undefined;
  setSignedIn(false);
});
for (const button of document.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => show(button.dataset.show));
}
`;
