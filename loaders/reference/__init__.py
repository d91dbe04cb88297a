"""What every row is read against: regions, trades, registering authorities, and recognition by them."""
