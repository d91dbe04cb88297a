// title: 计入统计表的哪一行
// title_en: row of the official form that counts it, or to which it gives a number
// takes: form_rows
// lists: [organizations]
// order: 100
(o.kind <> 'supervising_unit' AND EXISTS {
  MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
  WHERE current(c) AND in_force(c) AND c.class <> 'unknown'
    AND ('units' IN $form_row OR c.class IN $form_row
      OR ('joint_has_three' IN $form_row AND c.has_three = true)
      OR ('must_has_group' IN $form_row AND c.has_group = true)
      OR ('instructor_sent' IN $form_row AND c.instructor_sent = true)
      OR ('employees' IN $form_row AND (c.employees > 0 OR c.employees_bound = 'more_than'))
      OR ('instructors' IN $form_row AND (c.instructors > 0 OR c.instructors_bound = 'more_than'))
      OR ('members' IN $form_row AND (c.members_full > 0 OR c.members_full_bound = 'more_than'
        OR c.members_probationary > 0 OR c.members_probationary_bound = 'more_than'))
      OR (('members' IN $form_row OR 'members_untransferred' IN $form_row)
        AND (c.members_untransferred > 0 OR c.members_untransferred_bound = 'more_than'))) })
// the row that counts joint branches shows whom they cover
OR ('joint_branches' IN $form_row AND o.kind <> 'supervising_unit'
  AND EXISTS {
    MATCH (p:PartyOrganization)-[covers:COVERS]->(o)
    WHERE told(p.kind) = 'joint_branch' AND alive(p)
      AND known(covers) AND in_force(covers) }
  AND EXISTS {
    MATCH (o)-[:HAS_COVERAGE]->(c:Coverage)
    WHERE current(c) AND in_force(c) })
