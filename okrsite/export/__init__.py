"""The numbers as data for others: JSON and its schema."""
