"""HTTP as every web application here speaks it: what a request is, whose pages may write, bodies."""
