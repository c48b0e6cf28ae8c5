// Lines of text between the gateway and a function's process, over one inherited file descriptor. Reading
// blocks: while a function waits for its next event nothing of it runs, as when Lambda freezes it.
"use strict";
const fs = require("node:fs");

const channel = 3;
const turns = 4;
const newline = 10;
const chunk = Buffer.allocUnsafe(65_536);

let unread = [];
let lines = [];

/** The gateway is gone: a function never outlives it. */
const gatewayIsGone = () => process.kill(process.pid, "SIGKILL");

function receive(bytes) {
  const end = bytes.lastIndexOf(newline);
  if (end < 0) return void unread.push(Buffer.from(bytes));
  const text = Buffer.concat([...unread, bytes.subarray(0, end)]).toString("utf8");
  unread = end + 1 < bytes.length ? [Buffer.from(bytes.subarray(end + 1))] : [];
  lines = text.split("\n").reverse();
}

/** The next line; the whole process waits for it. */
function nextLine() {
  while (lines.length === 0) {
    let count = 0;
    try {
      count = fs.readSync(channel, chunk);
    } catch (error) {
      if (error.code !== "EOF" && error.code !== "ECONNRESET") throw error;
    }
    if (count === 0) gatewayIsGone();
    receive(chunk.subarray(0, count));
  }
  return lines.pop();
}

/** Whether `nextLine` would give one at once. */
const hasLine = () => lines.length > 0;

/** The same for a debugger, which a process that waits would not answer. */
function nextLineAlive() {
  if (lines.length > 0) return Promise.resolve(lines.pop());
  return new Promise((resolve) => {
    const wait = () =>
      fs.read(channel, chunk, 0, chunk.length, null, (error, count) => {
        if (error || count === 0) return gatewayIsGone();
        receive(chunk.subarray(0, count));
        if (lines.length > 0) resolve(lines.pop());
        else wait();
      });
    wait();
  });
}

/** Sends a line; returns once the gateway's end has it, so that what follows may end the process. */
function send(kind, text) {
  const bytes = Buffer.from(`${kind}\t${text}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += fs.writeSync(channel, bytes, at);
    } catch (error) {
      if (error.code !== "EAGAIN") return gatewayIsGone();
    }
  }
}

const turn = Buffer.alloc(1);
/** The turn that this process has taken last, and whether it was used. */
let taken = -1;
let used = true;

/**
 * Whether an event may begin. The gateway and this process both move the offset of one open file: who reads a
 * byte has that turn alone. An event whose turn the gateway took runs elsewhere. See `turns.ts`.
 */
function mayBegin(number) {
  if (used) {
    if (fs.readSync(turns, turn) === 0) gatewayIsGone();
    taken = taken + 1 + ((turn[0] - (taken + 1)) & 0xff);
    used = false;
  }
  if (taken !== number) return false;
  used = true;
  return true;
}

module.exports = { nextLine, nextLineAlive, hasLine, send, mayBegin };
