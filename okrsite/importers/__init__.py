"""What people already have, read into documents: a file in, texts of documents and doubts out."""
