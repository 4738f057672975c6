"""What people see of APIs."""
