// A feed on standard input -> JSON rows on standard output, by node-ical (MagicMirror's and many home servers' parser).
// Times are seconds since 1970, worked out by the zone's name; days are YYYY-MM-DD.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const ical = createRequire(`${process.env.CALAGG_TEST_NODE_MODULES}/`)("node-ical");

const read = ical.sync.parseICS(readFileSync(0, "utf8"));

// a whole day is midnight by the clock of the machine, so its parts must be asked for by that clock
const day = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

const moment = (date) => (date.dateOnly ? day(date) : date.getTime() / 1000);

const row = (event) => ({
  uid: event.uid,
  start: moment(event.start),
  end: moment(event.end),
  all_day: event.datetype === "date",
  summary: event.summary,
  status: event.status,
  sequence: Number(event.sequence),
  location: event.location ?? "",
  description: event.description,
  categories: event.categories,
});

process.stdout.write(JSON.stringify(Object.values(read).filter((part) => part.type === "VEVENT").map(row)));
