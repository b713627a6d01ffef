-- Who may take hazardous waste: the licences of a class, and what was awarded to whom.
-- The classes of licences, a row each.
CREATE TABLE qualification_classes (
    waste_class text NOT NULL,
    qualification_id text NOT NULL REFERENCES qualifications (id),
    PRIMARY KEY (waste_class, qualification_id)
);
CREATE INDEX qualification_classes_of_one ON qualification_classes (qualification_id);
{sqlite}INSERT INTO qualification_classes SELECT DISTINCT c.value, q.id FROM qualifications q, json_each(q.waste_classes) c;
{postgres}INSERT INTO qualification_classes SELECT DISTINCT c.value, q.id FROM qualifications q, jsonb_array_elements_text(q.waste_classes) AS c (value);
CREATE INDEX qualifications_of_kind ON qualifications (kind);
CREATE INDEX bids_of_provider ON bids (provider_id, state);
