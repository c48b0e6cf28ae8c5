/** The front page's style. */
export const style = `
:root { --ink: #1f1a17; --soft: #6f655e; --paper: #fffaf3; --card: #fff; --line: #ece2d6; --hot: #c8402a; --hot-dark: #a53120; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--paper); }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.bar { display: flex; justify-content: space-between; align-items: center; padding: 16px clamp(16px, 5vw, 64px); border-bottom: 1px solid var(--line); background: var(--card); }
.brand { font: 700 22px/1 Georgia, serif; color: var(--hot); text-decoration: none; letter-spacing: -.5px; }
.session { display: flex; gap: 12px; align-items: center; color: var(--soft); }
main { max-width: 1080px; margin: 0 auto; padding: 0 16px 64px; }
.hero { padding: 56px 0 28px; text-align: center; }
h1 { margin: 0 0 8px; font: 700 clamp(32px, 6vw, 52px)/1.1 Georgia, serif; letter-spacing: -1px; }
.hero p { margin: 0 auto 24px; color: var(--soft); max-width: 46ch; }
h2 { font: 700 24px/1.2 Georgia, serif; margin: 24px 0 16px; }
button { font: inherit; font-weight: 600; border: 0; border-radius: 999px; padding: 10px 20px; background: var(--hot); color: #fff; cursor: pointer; }
button:hover { background: var(--hot-dark); }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid #f0b7ab; outline-offset: 1px; }
button:disabled { opacity: .5; cursor: wait; }
button.quiet { background: transparent; color: var(--ink); border: 1px solid var(--line); }
button.link { background: none; color: var(--hot); padding: 0; text-decoration: underline; }
input { font: inherit; width: 100%; padding: 11px 16px; border: 1px solid var(--line); border-radius: 12px; background: #fff; color: inherit; }
.search { display: flex; gap: 8px; max-width: 480px; margin: 0 auto; }
.search input { border-radius: 999px; }
.message { min-height: 1.5em; margin: 12px 0 0; color: var(--hot-dark); }
.message.good { color: #2f6b3a; }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 16px; padding: 20px; box-shadow: 0 1px 2px rgb(31 26 23 / 5%); }
.card h3 { margin: 12px 0 8px; font-size: 18px; }
.card p { margin: 0; }
.card button { margin-top: 12px; padding: 6px 14px; font-size: 14px; }
.initial { display: grid; place-items: center; width: 44px; height: 44px; border-radius: 12px; background: #fbe7df; color: var(--hot); font: 700 22px/1 Georgia, serif; }
.theme { display: inline-block; margin: 0 4px 4px 0; padding: 2px 10px; border-radius: 999px; background: #f5eee4; color: var(--soft); font-size: 13px; }
.empty { color: var(--soft); padding: 24px 0; }
dialog { border: 0; border-radius: 20px; padding: 28px; width: min(400px, calc(100vw - 32px)); color: inherit; box-shadow: 0 24px 64px rgb(31 26 23 / 25%); }
dialog::backdrop { background: rgb(31 26 23 / 45%); }
dialog h2 { margin: 0 0 16px; }
.close { position: absolute; top: 16px; right: 16px; background: none; color: var(--soft); font-size: 24px; line-height: 1; padding: 4px 10px; }
.fields { display: grid; gap: 14px; }
.fields label { display: grid; gap: 6px; font-weight: 600; }
.fields small { font-weight: 400; color: var(--soft); }
.fields p { margin: 0; color: var(--soft); text-align: center; }
`;
