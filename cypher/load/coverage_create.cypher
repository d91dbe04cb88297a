// title: 写入覆盖状态
// title_en: Coverage intervals that this run derives anew
// params: {run: the run that derives them}
UNWIND range(0, size($columns.id) - 1) AS n
MATCH (o:Organization {id: $columns.subject[n]})
CREATE (o)-[:HAS_COVERAGE]->(:Coverage {
  id: $columns.id[n], subject: $columns.subject[n], class: $columns.class[n], has_three: $columns.has_three[n],
  has_group: $columns.has_group[n], instructor_sent: $columns.instructor_sent[n], uncertain: $columns.uncertain[n],
  headcount: $columns.headcount[n], severity: $columns.severity[n], severity_since: $columns.severity_since[n],
  party_organizations: $columns.party_organizations[n], facts: $columns.facts[n],
  members_full: $columns.members_full[n], members_full_bound: $columns.members_full_bound[n],
  members_probationary: $columns.members_probationary[n], members_probationary_bound: $columns.members_probationary_bound[n],
  members_untransferred: $columns.members_untransferred[n], members_untransferred_bound: $columns.members_untransferred_bound[n],
  party_groups: $columns.party_groups[n], party_groups_bound: $columns.party_groups_bound[n],
  employees: $columns.employees[n], employees_bound: $columns.employees_bound[n],
  instructors: $columns.instructors[n], instructors_bound: $columns.instructors_bound[n],
  valid_from: $columns.valid_from[n], valid_to: $columns.valid_to[n], derived_run: $run, recorded: $revision,
  told_elsewhere: CASE WHEN size($columns.told_elsewhere[n]) > 0 THEN $columns.told_elsewhere[n] END,
  uncertain_in: CASE WHEN size($columns.uncertain_in[n]) > 0 THEN $columns.uncertain_in[n] END})
