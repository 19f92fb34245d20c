// A feed on standard input -> JSON rows on standard output, by ical.js (Thunderbird's parser).
// Times are seconds since 1970, worked out by the VTIMEZONE that the feed carries; days are YYYY-MM-DD.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const ICAL = createRequire(`${process.env.CALAGG_TEST_NODE_MODULES}/`)("ical.js");

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));

const moment = (time) => {
  if (time.isDate) return time.toString();
  if (time.zone === ICAL.Timezone.localTimezone) throw new Error(`${time} is floating`);
  return time.toUnixTime();
};

const row = (component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    start: moment(event.startDate),
    end: moment(event.endDate),
    all_day: event.startDate.isDate,
    summary: event.summary,
    status: component.getFirstPropertyValue("status"),
    sequence: event.sequence,
    location: event.location ?? "",
    description: event.description,
    categories: component.getAllProperties("categories").flatMap((property) => property.getValues()),
  };
};

process.stdout.write(JSON.stringify(calendar.getAllSubcomponents("vevent").map(row)));
