setting-posts-hour = posts an hour
setting-quiet-hours = quiet hours
record-confirm = { $number } { $title } ({ $place }): done, and neighbours confirm that it is solved.
record-expire = { $number } { $title } ({ $place }): done; nobody answered for seven days, so it counts as unconfirmed.
record-decline = { $number } { $title } ({ $place }): declined by { $who }. Reason: { $reason }
record-several = { $n } entries for the record
    { $entries }
