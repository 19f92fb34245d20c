// A feed on standard input -> {uid: [times]} on standard output: each event's times as node-ical reckons them.
// Times are seconds since 1970, worked out by the zone's name; days are YYYY-MM-DD.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const ical = createRequire(`${process.env.CALAGG_TEST_NODE_MODULES}/`)("node-ical");

const read = ical.sync.parseICS(readFileSync(0, "utf8"));
const reach = { from: new Date("2026-01-01"), to: new Date("2030-01-01") };

// a whole day is midnight by the clock of the machine, so its parts must be asked for by that clock
const day = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

const times = (event) => {
  const found = ical.expandRecurringEvent(event, reach).map(({ start }) => start);
  return [event.uid, found.map((start) => (event.datetype === "date" ? day(start) : start.getTime() / 1000))];
};

process.stdout.write(
  JSON.stringify(Object.fromEntries(Object.values(read).filter((part) => part.type === "VEVENT").map(times))),
);
