# 独居: said in private only.
alone-on = 记下了：{ $home } 有老人独居。以后派人上门都请两位一起去，门牌只告诉这两位。
alone-off = { $home } 的独居标记去掉了。
alone-list = 有老人独居的：
    { $homes }
alone-none = 还没有记下独居的老人。要记请发“独居 2号楼1单元301”。
refused-alone-elsewhere = 这一户不归您照看，请那栋的楼长或社区来记。
refused-usage-alone = 请写到门牌，比如“独居 2号楼1单元301”；去掉请在后面加“取消”。
help-alone = 独居 2号楼1单元301 —— 记下独居老人，上门要两位
menu-alone = 独居老人
