"""Study sessions as people see them."""
