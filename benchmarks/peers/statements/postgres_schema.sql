-- What is joined in the order of use lies together: steps by subject and preference, evidence by step.
ALTER TABLE node ADD PRIMARY KEY (n);
CREATE UNIQUE INDEX node_id ON node (id) INCLUDE (n);
ALTER TABLE named ADD PRIMARY KEY (node, valid_from);
ALTER TABLE step ADD PRIMARY KEY (no);
CREATE UNIQUE INDEX step_subject ON step (subject, type, ord)
    INCLUDE (no, holder, valid_from, valid_to, founded, closed, kind);
CREATE INDEX step_leads ON step (type, subject) INCLUDE (holder, valid_from, valid_to, ord) WHERE type IN ('LEAD', 'SUPERIOR');
ALTER TABLE evidence ADD PRIMARY KEY (step, ord) INCLUDE (fact);
ALTER TABLE passed ADD PRIMARY KEY (step, ord);
ALTER TABLE fact ADD PRIMARY KEY (no);
CREATE INDEX ruled_party ON ruled (party, valid_from, valid_to);
CREATE INDEX candidate_region ON candidate (region);
CREATE INDEX trade_node ON trade (node) INCLUDE (id, trade, valid_from, valid_to);
CREATE INDEX seat_node ON seat (node) INCLUDE (id, region, valid_from, valid_to);
CREATE INDEX part_of_region ON part_of (region) INCLUDE (above, valid_from, valid_to);
CREATE INDEX coverage_node ON coverage (node, valid_from) INCLUDE (valid_to, class);
CREATE INDEX coverage_gap ON coverage (valid_from, valid_to) INCLUDE (node, severity) WHERE severity IS NOT NULL;
