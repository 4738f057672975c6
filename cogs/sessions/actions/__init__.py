"""What can be done with study sessions."""
