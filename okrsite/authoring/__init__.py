"""What people write, drafted and edited: text in, text out."""
