"""草稿: what somebody is typing into a form, kept while they type, so that a closed lid or an expired session loses nothing."""
