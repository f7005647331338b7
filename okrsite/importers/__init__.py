"""What people already have, read into documents: files in, texts of documents and doubts out; nothing is written here."""
