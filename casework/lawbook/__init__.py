"""法规与日历 — dated tables that an office keeps itself: a notice of holidays → read → stored, and every clock counted anew."""
