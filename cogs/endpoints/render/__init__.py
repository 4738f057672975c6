"""What people see of endpoint requests."""
