-- The log as a table of cases: what DuckDB must do with the same JSON lines before it can answer.
CREATE TABLE cases AS
WITH lines AS (
    SELECT * FROM read_json('@LOG@', format = 'newline_delimited', ignore_errors = false, columns = {
        n: 'UBIGINT', "case": 'VARCHAR',
        opened: 'STRUCT("on" VARCHAR, channel VARCHAR, category VARCHAR, amount DOUBLE,
            due STRUCT(reply STRUCT("at" VARCHAR)))',
        accepted: 'STRUCT("on" VARCHAR)', assigned: 'STRUCT("on" VARCHAR, unit VARCHAR, person VARCHAR)',
        replied: 'STRUCT("on" VARCHAR)', closed: 'STRUCT("on" VARCHAR, outcome VARCHAR)',
        "at": 'VARCHAR', text: 'STRUCT(title VARCHAR)'})
)
SELECT "case" AS id,
    CASE WHEN bool_or(closed IS NOT NULL) THEN 'closed' WHEN bool_or(replied IS NOT NULL) THEN 'replied'
         WHEN bool_or(assigned IS NOT NULL) THEN 'assigned' WHEN bool_or(accepted IS NOT NULL) THEN 'accepted' ELSE 'received' END AS status,
    min(COALESCE(opened."on", CASE WHEN opened IS NOT NULL THEN "at" END)) AS received,
    max(opened.due.reply."at") AS due, max(opened.category) AS category, max(opened.channel) AS channel,
    max(assigned.unit) AS unit, max(assigned.person) AS person, max(CASE WHEN opened IS NOT NULL THEN text.title END) AS title
FROM lines WHERE "case" IS NOT NULL GROUP BY "case";
