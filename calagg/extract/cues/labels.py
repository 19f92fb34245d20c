"""`Tid:`, `Datum:`, `Justerat`: the labels that stand before a date."""

import re

from calagg.extract.cues.building import Cue, I

WHEN_LABEL = re.compile(
    r"\A(?:tid(?:punkt)?|när|datum|dag|var\s+och\s+när|när\s+och\s+var|datum\s+och\s+tid|tid\s+och\s+plats|"
    r"plats\s+och\s+tid|datum/tid|tid/plats|"
    r"tid\s+&\s+plats|dag\s+och\s+tid|start|starttid|mötestid|klockan)\Z",
    I,
)
OWN_DATE_LABEL = Cue(
    r"(?<!\w)(?:mötesdatum|sammanträdesdatum|sammanträdesdag|protokollsdatum|datum|upprättad|utfärdad|publicera[dt]|"
    r"skapad|uppdaterad|"
    r"senast\s+(?:uppdatera[dt]|ändra[dt]|revidera[dt])|daterad|mötesdag|justera[dt]|anslagen|anslaget|skickat|skickad|sänt|delades\s+ut|tryckt|"
    r"utskriven|"
    r"protokoll\s+(?:fört\s+)?(?:vid|från)[^.\n]{0,60}|(?:minnes|mötes)anteckningar(?:\s+från)?[^.\n]{0,60}|"
    r"(?:mötes)?protokoll[^.\n]{0,50})[\s:*|,–-]*(?:den\s)?\Z",
)
SIGNED_LABEL = Cue(
    r"(?<!\w)(?:justera[dt]|utfärdad|upprättad|publicera[dt]|anslage[nt]|skickat|skickad|undertecknat|uppdatera[dt]|"
    r"senast\s+(?:ändra[dt]|revidera[dt])|tryckt)"
    r"[\s:*|,–-]*(?:den\s)?\Z",
)
