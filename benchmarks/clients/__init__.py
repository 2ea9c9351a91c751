"""Who uses the services while they are measured, with as little around it as can be."""
