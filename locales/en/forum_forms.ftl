# A new forum, step by step.
forum-ask-place = Where is it to be made? Press one, or write a building. “取消” drops it.
forum-ask-title = What is it? One line of at most { $length } characters, such as “painting the front”.
forum-ask-wanted = What is asked of firms? At most { $most } characters.
forum-ask-opens = Until when may they offer? All are opened together then. Press one, or write “周五20点”.
forum-draft = Forum: { $title } ({ $place })
    Wanted: { $wanted }
    Proposals sealed until { $when }, then opened together in drawn order
forum-preview = { $draft }
    Say “publish” or press the button; “取消” drops it.
button-forum-publish = Publish
button-forum-edit-place = Place
button-forum-edit-title = Title
button-forum-edit-wanted = What is wanted
button-forum-edit-opens = Time
forum-published = Forum { $number } is in { $n } groups; it is opened { $when }.
    To invite a firm say “收方案 { $number } firm”: you get a page that only that firm can use.
    For a proposal on paper: “录方案 { $number } firm price 48.6万 term 60 days warranty 5年 scope …”.
    Fingerprint of the draw's seed { $print }
refused-forum-place = I find no such place where you may ask; press one, or write a building.
refused-forum-title = Please say what it is in one line of at most { $length } characters.
refused-forum-asked = Please say what is asked of firms in at most { $length } characters.
refused-forum-opens = The opening must be between 10 minutes and 180 days from now.
refused-forum-preview = “publish” sends it; to change something press a button; “取消” drops it.
refused-forum-form-gone = This forum was published or dropped; say “新议事会” to begin anew.
refused-forum-form-past = That was answered already; please see the last question.
help-newforum = 新议事会 — invite firms: sealed, drawn, asked about, voted on
menu-newforum = invite firms to offer
