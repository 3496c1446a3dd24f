"""Which articles a site has: listings, feeds, sitemaps, APIs, and what makes two addresses one article."""
