"""What may be and what follows: pure functions of the standard library, no rows, no clock."""
