// A feed on standard input -> {uid: [times]} on standard output: each event's times as ical.js reckons them.
// Times are seconds since 1970, worked out by the VTIMEZONE that the feed carries; days are YYYY-MM-DD.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const ICAL = createRequire(`${process.env.CALAGG_TEST_NODE_MODULES}/`)("ical.js");

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));

const times = (component) => {
  const found = [];
  const iterator = new ICAL.Event(component).iterator();
  for (let time = iterator.next(); time && found.length < 1000; time = iterator.next()) {
    found.push(time.isDate ? time.toString() : time.toUnixTime());
  }
  return [component.getFirstPropertyValue("uid"), found];
};

process.stdout.write(JSON.stringify(Object.fromEntries(calendar.getAllSubcomponents("vevent").map(times))));
