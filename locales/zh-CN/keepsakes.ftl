# 爱心日的照片。
keepsake-kept = 照片收到，{ $title }结束后和大家的一起发到群里。
keepsakes = { $headline }的照片
