"""What leaves and enters the office: signed segments in encrypted bundles."""
