# Departments that have not signed, or are not there in time.
call-unsigned = { $number } { $title }：{ $names }还没有签收，已提醒一次。
call-unsigned-you = { $number } { $title }：请{ $department }先签收，{ $due } 前到场。
call-late = { $number } { $title }：{ $names }没有在 { $due } 前报到，已提醒一次。
call-late-nobody = { $number } { $title }：{ $names }没有在 { $due } 前报到。
    { $alone }没有联系人，我提醒不到，请打个电话。
call-late-you = { $number } { $title }：应在 { $due } 前到场，还没有收到{ $department }的报到。到了请点“报到”。
call-contact-gone = { $department }现在没有联系人了。{ $number } 正在呼叫它：请打个电话，再发“部门 { $department } 联系人 姓名”。
