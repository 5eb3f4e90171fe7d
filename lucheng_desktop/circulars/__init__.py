"""A validated draft goes in, a paginated official document that has passed the gate comes out."""
