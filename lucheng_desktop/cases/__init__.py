"""What a case is: states, guards, the eight criteria and the rulebook; knows no storage."""
