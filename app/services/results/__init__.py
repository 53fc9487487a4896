"""Results: what every round gave, combined, reviewed, published, objected to, and packed for anyone to check."""
