"""送达和代理: which paper reached whom, how and on which day; who speaks for a party, and where papers reach them."""
