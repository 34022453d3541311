"""外部渠道: work orders of 12345, 12333, the national platform and petitions, with their own days, and the reply each one wants."""
