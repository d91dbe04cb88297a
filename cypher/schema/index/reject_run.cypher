// title: 按批次查找退回行
// title_en: Refused rows by run
CREATE INDEX IF NOT EXISTS FOR (n:Reject) ON (n.run)
