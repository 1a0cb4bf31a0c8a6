"""What the bot does by itself: time, timers, deliveries, housekeeping."""
