"""A web page to an Article."""
