"""What can be wrong in an author's services, scenarios and papers beyond their shape; one module per kind of file."""
