-- No ANALYZE: with its statistics a Bloom filter is made of all steps for each chain, which takes longer than the chain.
CREATE UNIQUE INDEX node_id ON node (id, n, kind, founded, closed);
CREATE UNIQUE INDEX step_subject ON step (subject, type, ord, no, holder, valid_from, valid_to, founded, closed);
CREATE INDEX ruled_party ON ruled (party, valid_from, valid_to);
CREATE INDEX candidate_region ON candidate (region);
CREATE INDEX trade_node ON trade (node, id, trade, valid_from, valid_to);
CREATE INDEX seat_node ON seat (node, id, region, valid_from, valid_to);
CREATE INDEX part_of_region ON part_of (region, above, valid_from, valid_to);
CREATE INDEX coverage_node ON coverage (node, valid_from, valid_to, class);
