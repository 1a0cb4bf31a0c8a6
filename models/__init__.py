"""What is true: rows and their queries, rules, and what passes between a channel and the house."""
