// Preloaded by NODE_OPTIONS: `Date` is as many milliseconds ahead as the file of CLOCK_FILE says.
const fs = require("node:fs");

const Real = Date;
const file = process.env.CLOCK_FILE;
const ahead = () => Number(fs.readFileSync(file, "utf8")) || 0;

globalThis.Date = class extends Real {
  constructor(...parts) {
    if (parts.length === 0) super(Real.now() + ahead());
    else super(...parts);
  }
  static now() {
    return Real.now() + ahead();
  }
};
