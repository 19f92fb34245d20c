"""TABLES: statements that fill a store on PostgreSQL with `:n` entries, `:near` of them near `:today`.

Each entry is told once, five in a document, by one of 200 organisers, and stands in the feeds as `calagg.publish` would
have left it with the settings `:settings`. Entry 1 to `:near` are in the 500 days
from 100 days ago on, which the feeds carry, the others in the 25 years before.
"""

# ruff: noqa: S608 - the texts are put together from those of this file alone
_NUMBERS = "generate_series(1, CAST(:n AS integer)) AS i"
_ID = "'entry-' || lpad(i::text, 9, '0')"
_DAY = """CAST(:today AS date) + CASE WHEN i <= CAST(:near AS integer) THEN (i::bigint * 7919 % 500)::integer - 100
  ELSE -101 - (i::bigint * 7919 % 9000)::integer END"""
_TITLE = """(ARRAY['Nätverksträff', 'Styrgruppsmöte', 'Webbinarium', 'Sista dag för enkät', 'Seminarium'])[1 + i % 5]
  || ' om ' || (ARRAY['mottagande', 'boende', 'språk', 'skola', 'hälsa', 'arbete', 'kultur'])[1 + i % 7] || ' ' || i
  || CASE WHEN i % 500 = 1 AND i <= 2000 THEN ' ordfyndet' ELSE '' END"""
_ORGANISER = "'Länsstyrelsen i Norrvik ' || i % 200"
_PLACE = "(ARRAY['Storåker', 'Tallmo', 'Lindevik', 'Norrvik'])[1 + i % 4]"
_KIND = "(ARRAY['event', 'event', 'deadline', 'milestone'])[1 + i % 4]"
_THEN = "TIMESTAMPTZ '2026-01-02 10:00+00'"

TABLES = (
    f"""INSERT INTO heartbeat (name, at, detail) VALUES ('render', {_THEN}, :settings || ' 0.5')""",
    """INSERT INTO source (name, kind, error) VALUES ('natverk', 'folder', '')""",
    f"""INSERT INTO document (id, sha256, source_name, name, origin, format, title, text, anchors, outcome, detail,
      reference_on, reference_source, reference_reasons, engine, read_at)
    SELECT 'document-' || d, md5(d::text) || md5(d::text), 'natverk', d || '.md', 'minutes/' || d || '.md', 'markdown',
      'Protokoll ' || d, repeat('Mötet gick igenom läget och bestämde om nästa träff. ', 10), '[]', 'ok', '',
      DATE '2026-01-02' - (d % 9000)::integer, 'text', '[]', '1', {_THEN}
    FROM generate_series(0, CAST(:n AS integer) / 5) AS d""",
    f"""INSERT INTO entry (id, kind, status, title, start_on, grain, location, organiser, confidence, review, reasons,
      contradictions, sequence, created_at, changed_at,
      unrendered)
    SELECT {_ID}, {_KIND}, 'confirmed', {_TITLE}, {_DAY}, 'day', {_PLACE}, {_ORGANISER}, 0.9, '', '[]', '[]', 0,
      {_THEN}, {_THEN}, false FROM {_NUMBERS}""",
    f"""INSERT INTO sighting (entry_id, document_id, key, span_start, span_end, mention, quote, place, told, start_on,
      stems)
    SELECT {_ID}, 'document-' || i / 5, 'key-' || i, 0, 10, 'den dagen', 'Det hålls ' || {_TITLE} || '.', '', '{{}}',
      {_DAY}, ' nät mot ' FROM {_NUMBERS}""",
    f"""INSERT INTO change (entry_id, at, what, before, after, reason, who)
    SELECT {_ID}, {_THEN}, 'title', 'Träff', {_TITLE}, '', '' FROM {_NUMBERS} WHERE i % 10 = 0""",
    f"""INSERT INTO published (entry_id, sequence, changed_at, created_at, read_at, settings, kind, status, organiser,
      place, words, sources)
    SELECT {_ID}, 0, {_THEN}, {_THEN}, {_THEN}, :settings, {_KIND}, 'confirmed', lower({_ORGANISER}), lower({_PLACE}),
      E'\\n' || lower({_TITLE}) || E'\\n' || lower({_ORGANISER}) || E'\\n', E'\\nnatverk\\n' FROM {_NUMBERS}""",
    f"""INSERT INTO rendering (entry_id, part, uid, first_on, last_on, digest, kind, organiser, data)
    SELECT {_ID}, 'main', {_ID}, {_DAY}, {_DAY}, i::bigint * 7919, {_KIND}, i % 200,
      convert_to(E'BEGIN:VEVENT\\r\\nSUMMARY:' || {_TITLE} || E'\\r\\nEND:VEVENT\\r\\n', 'UTF8') FROM {_NUMBERS}""",
)
