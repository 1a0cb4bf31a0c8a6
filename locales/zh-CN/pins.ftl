pinned-title = { $place } 公示栏
pinned-counts = 未办结 { $open } 件 · 本月办结 { $done } 件
pinned-more = 另有 { $n } 件，发“进度”看全部。
pinned-empty = 眼下没有未办结的事。哪里不对，直接说一句就行。
refused-pin-residents = 公示栏贴在居民群里。请先用“设置”告诉我这是哪里的居民群。
help-pin = 置顶 —— 把公示栏贴到群顶
menu-pin = 置顶公示栏
