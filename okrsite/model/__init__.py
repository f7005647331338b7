"""Documents to the graph of an organisation: what the written words mean."""
