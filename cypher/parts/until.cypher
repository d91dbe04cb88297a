// title: 当时所知的截止日期
// title_en: Up to which day it holds, as the revision known had it (an end that a later one stated was open then)
CASE WHEN $known < coalesce(x.ended, 0) THEN '9999-12-31' ELSE x.valid_to END
