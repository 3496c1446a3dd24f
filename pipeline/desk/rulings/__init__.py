"""What auditors do on the desk: facts as they stand, forms to reviews, and reviews to the log."""
