-- Views over an export in partitions (`redress export --by desk,month -o DIR`) for DuckDB.
-- Usage: duckdb -cmd "SET VARIABLE dir = 'warehouse'" -init docs/duckdb.sql
-- The folder's rows have one shape (`redress help schema redress.export-row/1`), so the columns stand here and are not guessed.

CREATE OR REPLACE VIEW rows AS
SELECT * FROM read_json(getvariable('dir') || '/**/part.jsonl', format = 'newline_delimited', hive_partitioning = false, columns = {
    "case": 'VARCHAR', desk: 'VARCHAR', month: 'VARCHAR', status: 'VARCHAR', title: 'VARCHAR', round: 'INTEGER', events: 'INTEGER',
    received_on: 'DATE', received_at: 'TIMESTAMPTZ', recorded_on: 'DATE', recorded_at: 'TIMESTAMPTZ',
    touched_on: 'DATE', touched_at: 'TIMESTAMPTZ', source_due_on: 'DATE', source_due_at: 'TIMESTAMPTZ',
    channel: 'VARCHAR', source: 'VARCHAR', source_ref: 'VARCHAR', category: 'VARCHAR', nature: 'VARCHAR',
    received_by: 'VARCHAR', taken_by: 'VARCHAR', against: 'VARCHAR', respondents: 'VARCHAR[]', owner: 'VARCHAR',
    amount: 'DECIMAL(18,2)', causes: 'VARCHAR[]', tags: 'VARCHAR[]', anonymous: 'BOOLEAN', restricted: 'BOOLEAN',
    unit: 'VARCHAR', person: 'VARCHAR', assist: 'VARCHAR[]', outcome: 'VARCHAR', responsibility: 'VARCHAR',
    satisfaction: 'VARCHAR', level: 'VARCHAR', compensation: 'DECIMAL(18,2)',
    findings: 'VARCHAR', staff_action: 'VARCHAR', lessons: 'VARCHAR', explanation: 'VARCHAR',
    fields: 'STRUCT(code VARCHAR, "value" VARCHAR)[]',
    milestones: 'STRUCT(round INTEGER, code VARCHAR, reached_on DATE, reached_at TIMESTAMPTZ)[]',
    limits: 'STRUCT(round INTEGER, "limit" VARCHAR, rule VARCHAR, within VARCHAR, "until" VARCHAR, provisional BOOLEAN, from_on DATE, from_at TIMESTAMPTZ, due_on DATE, due_at TIMESTAMPTZ, met_on DATE, met_at TIMESTAMPTZ)[]',
    missed: 'STRUCT(round INTEGER, "limit" VARCHAR, rule VARCHAR, due_on DATE)[]',
    rounds: 'STRUCT(round INTEGER, policy VARCHAR, received_on DATE, received_at TIMESTAMPTZ, ended_as VARCHAR, ended_on DATE, ended_at TIMESTAMPTZ, outcome VARCHAR, responsibility VARCHAR, satisfaction VARCHAR)[]',
    links: 'STRUCT("case" VARCHAR, kind VARCHAR)[]',
    erased: 'STRUCT(event VARCHAR, "of" VARCHAR[])[]'
});

-- A row a case.
CREATE OR REPLACE VIEW cases AS
SELECT * EXCLUDE (milestones, limits, missed, rounds, links, fields, erased), len(missed) > 0 AS has_missed, len(erased) > 0 AS has_erased FROM rows;

-- A row a round.
CREATE OR REPLACE VIEW rounds AS
SELECT r."case", r.desk, r.unit, r.category, u.* FROM rows r, UNNEST(r.rounds) AS t(u);

-- A row a limit of a round.
CREATE OR REPLACE VIEW limits AS
SELECT r."case", r.desk, r.unit, r.category, u.* FROM rows r, UNNEST(r.limits) AS t(u);

-- A row an act that was reached: accepted, assigned, replied, step:apology …
CREATE OR REPLACE VIEW events AS
SELECT r."case", r.desk, u.* FROM rows r, UNNEST(r.milestones) AS t(u);

-- A row a field of the policy.
CREATE OR REPLACE VIEW fields AS
SELECT r."case", r.desk, u.* FROM rows r, UNNEST(r.fields) AS t(u);
