# The photos of a Love Day.
keepsake-kept = Got it; when { $title } is over it is shown in the group with everybody's.
keepsakes = Photos of { $headline }
